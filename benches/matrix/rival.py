"""A small bot as somebody would write it with matrix-nio: !when from the same facts."""

import asyncio
import html
import json
import re
import sys

from nio import AsyncClient, AsyncClientConfig, InviteMemberEvent, RoomMessageText

homeserver, user, password, facts_file, store = sys.argv[1:6]

with open(facts_file, encoding="utf-8") as file:
    FACTS = json.load(file)
for fact in FACTS:
    fact["words"] = set(re.findall(r"\w+", fact["text"].lower()))


async def main():
    config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=True)
    client = AsyncClient(homeserver, user, store_path=store, config=config)

    async def invited(room, event):
        if event.state_key == client.user_id and event.membership == "invite":
            await client.join(room.room_id)

    async def said(room, event):
        if event.sender == client.user_id or not event.body.startswith("!when "):
            return
        words = set(re.findall(r"\w+", event.body[6:].lower()))
        fact = max(FACTS, key=lambda fact: len(words & fact["words"]))
        content = {
            "msgtype": "m.notice",
            "body": f"{fact['date']}. {fact['text']}\nSource: {fact['source']}; {fact['certainty']}",
            "format": "org.matrix.custom.html",
            "formatted_body": f"<p><strong>{html.escape(fact['date'])}.</strong> {html.escape(fact['text'])}</p>"
                              f"<p><em>Source: {html.escape(fact['source'])}; {fact['certainty']}</em></p>",
            "m.mentions": {},
            "m.relates_to": {"m.in_reply_to": {"event_id": event.event_id}},
        }
        await client.room_send(room.room_id, "m.room.message", content, ignore_unverified_devices=True)

    client.add_event_callback(invited, InviteMemberEvent)
    client.add_event_callback(said, RoomMessageText)
    await client.login(password)
    await client.sync_forever(timeout=30_000, full_state=True, set_presence="offline")


asyncio.run(main())
