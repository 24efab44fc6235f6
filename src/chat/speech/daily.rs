//! What the bot says of daily facts.

use std::time::Duration;

use super::quiz;
use super::words::{self, private, private_line};
use crate::chat::{Audience, Block, Line, Reply};
use crate::daily::{Occasion, REPEAT_DAYS_MIN, Told};
use crate::quiz::{Answered, Kind};

/// How a channel's wish stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The channel, if it is not the one that is asked in.
    pub channel: Option<String>,
    /// The time of day there, as `09:00`, and the name of the zone.
    pub time: String,
    /// The zone.
    pub zone: String,
    /// The only topic.
    pub topic: Option<String>,
    /// Whether it comes as a question.
    pub is_asking: bool,
    /// When the next one comes: the local date and time, and how long it is until then.
    pub next: Option<(String, Duration)>,
    /// Why it is paused, if it is.
    pub paused: Option<String>,
}

/// A daily fact.
pub fn fact(told: &Told) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some((occasion, year)) = &told.anniversary {
        let when = match occasion {
            Occasion::Day => format!("On this day in {year}"),
            Occasion::Month => format!("This month in {year}"),
        };
        blocks.push(Block::Heading(Line::new().strong(&when)));
    } else {
        blocks.push(Block::Heading(Line::new().strong("The fact of the day")));
    }
    let statement = Line::new().plain(&told.statement).emphasis(&told.mark);
    blocks.push(Block::Paragraph(statement));
    let date = match &told.cited.date {
        Some(date) if told.is_inferred => format!("{date} (inferred). "),
        Some(date) => format!("{date}. "),
        None => "The source gives no date. ".to_owned(),
    };
    let line = Line::new()
        .emphasis(&words::capitalised(&date))
        .emphasis(&told.cited.words);
    blocks.push(words::cited(told.cited.clone(), line));
    blocks
}

/// A daily question; the occasion, where that does not tell the answer.
pub fn question(
    occasion: Option<Occasion>,
    kind: Kind,
    wording: &str,
    choices: &[String],
    is_final: bool,
) -> Vec<Block> {
    let heading = match occasion {
        Some(Occasion::Day) => "The question of the day: years ago, on this day",
        Some(Occasion::Month) => "The question of the day: years ago, in this month",
        None => "The question of the day",
    };
    let mut blocks = vec![Block::Heading(Line::new().strong(heading))];
    blocks.push(quiz::asked(kind, wording, choices, false));
    let how = quiz::how(kind);
    let note = if is_final {
        format!(
            "{how}; {}. The next question comes with the answer.",
            quiz::FINAL
        )
    } else {
        format!("{how}; you may change it until the next question, which comes with the answer.")
    };
    blocks.push(Block::Note(Line::new().plain(&note)));
    blocks
}

/// How the question before went, above the next.
pub fn revealed(how: Reply) -> Vec<Block> {
    let heading = Line::new().strong("The answer to the last question");
    let mut blocks = vec![Block::Heading(heading)];
    blocks.extend(how.blocks);
    blocks
}

/// What became of an answer to a daily question, for whoever gave it.
pub fn answered(answered: Answered, given: &str, is_final: bool) -> Reply {
    let given = quiz::shown(given);
    match answered {
        Answered::Taken if is_final => private(&format!(
            "Your answer: {given}. The next question comes with the right one."
        )),
        Answered::Taken | Answered::Changed => private(&format!(
            "Your answer: {given}. You can change it until the next question, which comes with the answer."
        )),
        other => quiz::answered(other, None, None),
    }
}

/// That channels are paused, for a moderator who has not been told.
pub fn paused(paused: &[Standing]) -> Vec<Block> {
    let paused = paused.iter().map(|standing| {
        let channel = standing.channel.as_deref();
        let place = place(channel);
        let why = standing.paused.as_deref().unwrap_or_default();
        let line = Line::new().plain("Daily facts ").then(place);
        let line = line.plain(&format!(" are paused: {why}. "));
        Block::Note(line.code(&on_again(channel)))
    });
    paused.collect()
}

/// That a channel has a fact a day from now on. Of few facts it is told that they will not last.
pub fn on(standing: &Standing, facts: usize, days: usize) -> Reply {
    let mut blocks = vec![Block::Paragraph(
        Line::new().plain("Done. ").then(stands(standing)),
    )];
    if facts < days {
        let few = format!(
            "Of that I have {}, and nothing comes again within {days} days: some days will have none.",
            words::count(facts, "fact", "facts")
        );
        blocks.push(Block::Note(Line::new().plain(&few)));
    }
    Reply {
        audience: Audience::All,
        blocks,
    }
}

/// How it stands in a channel, or in several.
pub fn standings(standings: &[Standing]) -> Reply {
    let blocks = match standings {
        [] => vec![Block::Paragraph(
            Line::new()
                .plain("No channel here has a fact a day. ")
                .code("/daily on 9 Karachi"),
        )],
        [only] => vec![Block::Paragraph(stands(only))],
        several => vec![Block::List(several.iter().map(stands).collect())],
    };
    Reply {
        audience: Audience::Caller,
        blocks,
    }
}

fn place(elsewhere: Option<&str>) -> Line {
    match elsewhere {
        None => Line::new().plain("here"),
        Some(channel) => Line::new().plain("in ").channel(channel),
    }
}

/// What starts a fact a day again.
fn on_again(elsewhere: Option<&str>) -> String {
    elsewhere.map_or_else(
        || "/daily on".to_owned(),
        |channel| format!("/daily on channel:{channel}"),
    )
}

fn stands(standing: &Standing) -> Line {
    let place = place(standing.channel.as_deref());
    let what = if standing.is_asking {
        "question"
    } else {
        "fact"
    };
    let topic = standing
        .topic
        .as_ref()
        .map_or_else(String::new, |topic| format!(" about {topic}"));
    let (time, zone) = (&standing.time, &standing.zone);
    let line = Line::new()
        .plain(&format!("A {what} a day{topic} comes "))
        .then(place)
        .plain(&format!(" at {time} in {zone}"));
    match (&standing.next, &standing.paused) {
        (_, Some(why)) => line
            .plain(&format!("; it is paused: {why}. "))
            .code(&on_again(standing.channel.as_deref())),
        (Some((when, wait)), None) => {
            let wait = words::wait(*wait);
            line.plain(&format!("; the next on {when}, {wait} from now."))
        }
        (None, None) => line.plain("; it is off."),
    }
}

/// That a channel, another than the one that is asked in where it is named, has none any more.
pub fn off(was_on: bool, elsewhere: Option<&str>) -> Reply {
    let before = if was_on {
        "Done: no more daily facts "
    } else {
        "There was no daily fact "
    };
    let line = Line::new().plain(before).then(place(elsewhere)).plain(".");
    private_line(line)
}

/// That there is no such channel in the community.
pub fn no_channel() -> Reply {
    private("I know no such channel here.")
}

/// That no more channels of the community can have them.
pub fn too_many(most: usize) -> Reply {
    let line = Line::new().plain(&format!(
        "{most} channels here have daily facts, which is as many as I keep. End one of them with "
    ));
    private_line(line.code("/daily off").plain("."))
}

/// What one looks like, for whoever asked.
pub fn preview(example: Option<Vec<Block>>) -> Reply {
    let Some(example) = example else {
        return none();
    };
    let note = Line::new().plain("For example, it may look like this:");
    let mut blocks = vec![Block::Note(note)];
    blocks.extend(example);
    Reply {
        audience: Audience::Caller,
        blocks,
    }
}

/// That all facts were shown too recently.
pub fn none() -> Reply {
    private(&format!(
        "Everything that I have was shown here within the last {REPEAT_DAYS_MIN} days."
    ))
}

/// That one is posted at once.
pub fn at_once(elsewhere: Option<&str>) -> Reply {
    if elsewhere.is_none() {
        return private("Here it comes.");
    }
    let line = Line::new()
        .plain("It comes ")
        .then(place(elsewhere))
        .plain(".");
    private_line(line)
}

/// That a fact is what the question of the day asks about.
pub fn not_yet() -> Reply {
    private("The question of the day is about just that: I tell it with the answer.")
}

/// That only moderators may.
pub fn moderators_only() -> Reply {
    private("Only moderators decide on daily facts.")
}
