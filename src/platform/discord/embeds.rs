//! The blocks of a reply as embeds: what belongs to a fact stands in one, in the colour of its
//! certainty.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serenity::builder::CreateEmbed;

use super::limits::{DESCRIPTION_MAX, EMBEDS_MAX, EMBEDS_TEXT_MAX, FIELD_MAX, width};
use super::markdown::{escape, markdown};
use crate::chat::speech::controls as speech;
use crate::chat::{Block, Line};
use crate::facts::{Certainty, Citation};

/// The colours of how sure the source is: as a traffic light shows them.
const STATED: u32 = 0x2E_7D32;
const REPORTED: u32 = 0xF9_A825;
const CLAIMED: u32 = 0xC6_2828;

/// The hour of Greenwich at which a day is the same from Hawaii to New Zealand: Discord shows a
/// moment in the zone of whoever reads it.
const HOUR_OF_DAY: i8 = 10;

/// An embed to be.
struct Draft {
    text: String,
    cited: Option<Citation>,
}

/// Renders blocks, but for what is pressed; what does not fit is said to be left out.
pub(super) fn embeds(blocks: &[Block]) -> Vec<CreateEmbed> {
    let mut page = Page {
        done: Vec::new(),
        text: String::new(),
        left: EMBEDS_TEXT_MAX - left_out(),
        is_cut: false,
    };
    for block in blocks {
        page.block(block);
    }
    page.close(None);
    if page.is_cut
        && let Some(last) = page.done.last_mut()
    {
        last.text.push_str("\n-# ");
        last.text.push_str(speech::LEFT_OUT);
    }
    page.done.into_iter().map(Draft::embed).collect()
}

/// The letters for saying that something is left out.
fn left_out() -> usize {
    width("\n-# ") + width(speech::LEFT_OUT)
}

/// What is rendered so far.
struct Page {
    done: Vec<Draft>,
    /// What goes into the next embed.
    text: String,
    /// How many letters there is room for in the message.
    left: usize,
    is_cut: bool,
}

impl Page {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(line) => self.line("### ", line),
            Block::Paragraph(line) => self.line("", line),
            Block::Note(line) => self.line("-# ", line),
            Block::List(items) => {
                for item in items {
                    self.line("- ", item);
                }
            }
            Block::Cited { citation, line, .. } => {
                let needed: usize = fields(citation)
                    .iter()
                    .map(|(name, value)| width(name) + width(value))
                    .sum();
                let left = self.left.checked_sub(needed);
                self.left = left.unwrap_or(self.left);
                self.line("-# ", line);
                self.close(left.map(|_| (**citation).clone()));
            }
            Block::Question {
                wording, choices, ..
            } => {
                self.line("", wording);
                for choice in choices {
                    self.line("", choice);
                }
            }
            // They are pressed, or sent beside it.
            Block::Suggestions { .. } | Block::Pages { .. } | Block::Document { .. } => {}
        }
    }

    fn line(&mut self, mark: &str, line: &Line) {
        let most = DESCRIPTION_MAX - left_out();
        let room = self.left.min(most);
        let Some(room) = room.checked_sub(width(mark) + 1).filter(|room| *room > 1) else {
            self.is_cut = true;
            return;
        };
        let text = markdown(line, room);
        if width(&self.text) + width(mark) + width(&text) + 1 > most {
            self.close(None);
        }
        if self.done.len() == EMBEDS_MAX {
            self.is_cut = true;
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(mark);
        self.text.push_str(&text);
        self.left = self.left.saturating_sub(width(mark) + width(&text) + 1);
    }

    /// Ends an embed, if there is anything in it.
    fn close(&mut self, cited: Option<Citation>) {
        if self.text.is_empty() {
            return;
        }
        self.done.push(Draft {
            text: std::mem::take(&mut self.text),
            cited,
        });
    }
}

impl Draft {
    fn embed(self) -> CreateEmbed {
        let embed = CreateEmbed::new().description(self.text);
        let Some(citation) = self.cited else {
            return embed;
        };
        let fields = fields(&citation).into_iter();
        embed
            .colour(match citation.certainty {
                Certainty::Stated => STATED,
                Certainty::Reported => REPORTED,
                Certainty::Claimed => CLAIMED,
            })
            .fields(fields.map(|(name, value)| (name, value, true)))
    }
}

/// How sure it is, and when it happened.
fn fields(citation: &Citation) -> Vec<(&'static str, String)> {
    let certainty = (speech::CERTAINTY, citation.certainty.in_words().to_owned());
    let when = match (citation.day, &citation.date) {
        (Some(day), _) => Some(timestamp(day)),
        (None, Some(date)) => Some(escape(date, true, FIELD_MAX)),
        (None, None) => None,
    };
    let when = when.map(|when| (speech::WHEN, when));
    std::iter::once(certainty).chain(when).collect()
}

/// A day as Discord shows it in the words of whoever reads it.
fn timestamp(day: Date) -> String {
    let at = day.to_datetime(Time::constant(HOUR_OF_DAY, 0, 0, 0));
    match TimeZone::UTC.to_timestamp(at) {
        Ok(at) => format!("<t:{}:D>", at.as_second()),
        Err(_) => day.to_string(),
    }
}
