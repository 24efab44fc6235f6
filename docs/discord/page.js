// Shows messages as Discord does, from what the bot sent.
import '@skyra/discord-components-core';

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const day = (seconds) =>
  new Date(Number(seconds) * 1000).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The Markdown that the bot makes use of. */
function inline(text) {
  const kept = [];
  const keep = (html) => `\u0000${kept.push(html) - 1}\u0000`;
  return text
    .replace(/\\(.)/g, (_, c) => keep(escape(c)))
    .replace(/<t:(-?\d+):D>/g, (_, at) => keep(`<discord-time>${day(at)}</discord-time>`))
    .replace(/`([^`]*)`/g, (_, code) => keep(`<discord-code>${escape(code)}</discord-code>`))
    .replace(/[&<>"]/g, escape)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\*(.+?)\*/g, '<discord-italic>$1</discord-italic>')
    .replace(/\u0000(\d+)\u0000/g, (_, ix) => kept[ix]);
}

function markdown(text) {
  const html = text.split('\n').map((line) => {
    if (line.startsWith('### ')) return `<discord-header level="3">${inline(line.slice(4))}</discord-header>`;
    if (line.startsWith('-# ')) return `<discord-subscript>${inline(line.slice(3))}</discord-subscript>`;
    if (line.startsWith('- ')) return `<div class="item">${inline(line.slice(2))}</div>`;
    return `<div>${inline(line)}</div>`;
  });
  return html.join('');
}

function embed({ description, color, fields = [] }) {
  const colour = color === undefined ? '' : ` color="#${color.toString(16).padStart(6, '0')}"`;
  const rows = fields.map((field, ix) =>
    `<discord-embed-field field-title="${escape(field.name)}" inline inline-index="${ix + 1}">${inline(field.value)}</discord-embed-field>`);
  const table = rows.length ? `<discord-embed-fields slot="fields">${rows.join('')}</discord-embed-fields>` : '';
  return `<discord-embed slot="embeds"${colour}><discord-embed-description slot="description">${markdown(description ?? '')}</discord-embed-description>${table}</discord-embed>`;
}

const STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'destructive' };

function part(component) {
  if (component.type === 2) return `<discord-button type="${STYLES[component.style]}">${escape(component.label)}</discord-button>`;
  const options = component.options.map((option) =>
    `<discord-string-select-menu-option slot="options" label="${escape(option.label)}" description="${escape(option.description ?? '')}"></discord-string-select-menu-option>`);
  return `<discord-string-select-menu placeholder="${escape(component.placeholder ?? '')}">${options.join('')}</discord-string-select-menu>`;
}

const portrait = (sign, colour) => `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${colour}"/><text x="20" y="28" font-size="22" text-anchor="middle">${sign}</text></svg>`)}`;

function message({ author, content, embeds, components, command, isPrivate, reactions }) {
  const isBot = author === 'attaché';
  const avatar = portrait(isBot ? '📜' : '🙂', isBot ? '#2e7d32' : '#5865f2');
  const rows = components.map((row) => `<discord-action-row>${row.components.map(part).join('')}</discord-action-row>`);
  const used = command
    ? `<discord-command slot="reply" author="${escape(command.author)}" avatar="${portrait('🙂', '#5865f2')}" command="${escape(command.text)}"></discord-command>`
    : '';
  const marks = reactions.length
    ? `<discord-reactions slot="reactions">${reactions.map((mark) => `<discord-reaction name="${mark}" emoji="" count="1">${mark}</discord-reaction>`).join('')}</discord-reactions>`
    : '';
  return `<discord-message author="${escape(author)}" avatar="${avatar}"${isBot ? ' bot' : ''}${isPrivate ? ' ephemeral' : ''} timestamp="">${used}${inline(content)}${embeds.map(embed).join('')}${rows.length ? `<discord-attachments slot="components">${rows.join('')}</discord-attachments>` : ''}${marks}</discord-message>`;
}

window.show = (messages) => {
  document.body.innerHTML = `<discord-messages>${messages.map(message).join('')}</discord-messages>`;
};
