// A small bot as somebody would write it with matrix-bot-sdk: !when from the same facts, in rooms that are not encrypted.
import { readFileSync } from 'node:fs';
import { AutojoinRoomsMixin, LogLevel, LogService, MatrixAuth, MatrixClient, SimpleFsStorageProvider } from 'matrix-bot-sdk';

const [homeserver, user, password, factsFile, store] = process.argv.slice(2);
LogService.setLevel(LogLevel.ERROR);
const words = (text) => new Set(text.toLowerCase().match(/\w+/g) ?? []);
const facts = JSON.parse(readFileSync(factsFile, 'utf8')).map((fact) => ({ ...fact, words: words(fact.text) }));
const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const login = await new MatrixAuth(homeserver).passwordLogin(user, password);
const client = new MatrixClient(homeserver, login.accessToken, new SimpleFsStorageProvider(`${store}/bot.json`));
AutojoinRoomsMixin.setupOnClient(client);
const me = await client.getUserId();
client.on('room.message', async (room, event) => {
  const body = event.content?.body;
  if (event.sender === me || event.content?.msgtype !== 'm.text' || !body?.startsWith('!when ')) return;
  const asked = words(body.slice(6));
  const score = (fact) => [...asked].filter((word) => fact.words.has(word)).length;
  const fact = facts.reduce((best, fact) => (score(fact) > score(best) ? fact : best));
  await client.sendMessage(room, {
    msgtype: 'm.notice',
    body: `${fact.date}. ${fact.text}\nSource: ${fact.source}; ${fact.certainty}`,
    format: 'org.matrix.custom.html',
    formatted_body: `<p><strong>${escape(fact.date)}.</strong> ${escape(fact.text)}</p><p><em>Source: ${escape(fact.source)}; ${fact.certainty}</em></p>`,
    'm.mentions': {},
    'm.relates_to': { 'm.in_reply_to': { event_id: event.event_id } },
  });
});
await client.start();
