//! What the bot says of time zones.

use super::words;
use crate::chat::{Audience, Block, Line, Reply};

/// The zone that is set, and the time there.
pub fn shown(zone: &str, time: &str) -> Reply {
    told(
        Audience::All,
        &format!("The time zone here is {zone}; it is {time} there."),
    )
}

/// The zone that was set, and the time there.
pub fn set(zone: &str, time: &str) -> Reply {
    told(
        Audience::All,
        &format!("Done: days begin at midnight in {zone} from now on. It is {time} there."),
    )
}

/// That only moderators may.
pub fn moderators_only() -> Reply {
    told(
        Audience::Caller,
        "Only moderators of all of this community set its time zone.",
    )
}

/// That a zone is not clear, with those that may be meant, each behind the command.
pub fn unclear(before: &str, given: &str, likely: &[String]) -> Reply {
    let mut blocks = vec![Block::Paragraph(Line::new().plain(&format!(
        "I know no time zone {}. Name its city, as in Karachi, or the zone, as in Asia/Karachi.",
        words::echo(given)
    )))];
    if !likely.is_empty() {
        let items = likely
            .iter()
            .map(|zone| Line::new().code(&format!("{before} {zone}")));
        blocks.push(Block::Suggestions {
            intro: Line::new().plain("Did you mean one of these?"),
            items: items.collect(),
        });
    }
    Reply {
        audience: Audience::Caller,
        blocks,
    }
}

fn told(audience: Audience, text: &str) -> Reply {
    Reply {
        audience,
        blocks: vec![Block::Paragraph(Line::new().plain(text))],
    }
}
