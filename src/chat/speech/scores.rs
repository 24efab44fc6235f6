//! What the bot says of scores, and of what it keeps of members.

use super::words::{self, private, private_line};
use crate::chat::{Audience, Block, Line, Reply};
use crate::quiz::{Kind, Span};

/// A row of a leaderboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The rank, from 1; equals share it.
    pub rank: i64,
    /// What the member is called; empty if that is not known.
    pub name: String,
    /// The points.
    pub points: i64,
    /// How many answers were right.
    pub right: i64,
    /// Of how many.
    pub asked: i64,
    /// Right answers in a row, up to the last.
    pub streak: i64,
    /// The longest such row.
    pub streak_best: i64,
}

/// What somebody is called who is not known, or not any more.
pub fn nobody() -> String {
    "somebody".to_owned()
}

/// Which part of which leaderboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How far it looks back.
    pub span: Span,
    /// The only kind of question that counts.
    pub kind: Option<Kind>,
    /// Which ten, from 1.
    pub number: u32,
    /// Whether nobody comes after it.
    pub is_last: bool,
}

impl Page {
    /// What shows another of the same leaderboard.
    fn command(self, number: u32) -> String {
        let kind = self
            .kind
            .map_or(String::new(), |kind| format!(" {}", kind.word()));
        format!("/leaderboard {}{kind} page:{number}", self.span.word())
    }

    /// What shows the ones around it; nothing if there are none.
    fn around(self) -> Option<Block> {
        let before = (self.number > 1).then(|| self.command(self.number - 1));
        let after = (!self.is_last).then(|| self.command(self.number + 1));
        let line = match (&after, &before) {
            (Some(after), _) => Line::new().plain("More: ").code(after),
            (None, Some(before)) => Line::new().plain("Before: ").code(before),
            (None, None) => return None,
        };
        Some(Block::Pages {
            line,
            before,
            after,
        })
    }
}

/// A page of a leaderboard, with one's own row if that is elsewhere.
pub fn leaderboard(page: Page, rows: &[Row], own: Option<&Row>) -> Reply {
    let Page {
        span, kind, number, ..
    } = page;
    let period = match span {
        Span::Day => "today",
        Span::Week => "this week",
        Span::Month => "this month",
        Span::All => "of all time",
    };
    let kinds = kind.map_or(String::new(), |kind| format!(", {} questions", kind.word()));
    let mut blocks = vec![Block::Heading(
        Line::new().strong(&format!("Leaderboard {period}{kinds}")),
    )];
    if rows.is_empty() && number > 1 {
        let nobody = format!("There is no page {number}: the list is shorter.");
        blocks.push(Block::Paragraph(Line::new().plain(&nobody)));
    } else if rows.is_empty() {
        let nobody = "Nobody is here yet. ";
        blocks.push(Block::Paragraph(
            Line::new().plain(nobody).code("/quiz start"),
        ));
    } else {
        blocks.push(Block::List(rows.iter().map(told).collect()));
    }
    if let Some(own) = own
        && own.points > 0
        && !rows.contains(own)
    {
        blocks.push(Block::Paragraph(Line::new().plain("You: ").then(told(own))));
    }
    blocks.extend(page.around());
    Reply {
        audience: Audience::All,
        blocks,
    }
}

fn told(row: &Row) -> Line {
    let name = if row.name.is_empty() {
        nobody()
    } else {
        row.name.clone()
    };
    let line = Line::new().plain(&format!("{}. ", row.rank)).strong(&name);
    let score = format!(
        ": {}, {} of {} right",
        points(row.points),
        row.right,
        row.asked
    );
    let line = line.plain(&score);
    match row.streak {
        0 | 1 => line,
        streak => line.plain(&format!(", {streak} in a row")),
    }
}

/// The rank; whoever has no points is on no leaderboard.
fn rank(row: &Row) -> String {
    match row.points {
        0 => "No rank yet".to_owned(),
        _ => format!("Rank {}", row.rank),
    }
}

fn points(points: i64) -> String {
    match points {
        1 => "1 point".to_owned(),
        points => format!("{points} points"),
    }
}

/// How a member has played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Everything together.
    pub all: Row,
    /// Of each kind of question, in the order of kinds.
    pub by_kind: Vec<(Kind, Row)>,
    /// On each topic, by its title: how many answers were right, and of how many.
    pub by_topic: Vec<(String, i64, i64)>,
    /// On how many days in a row the daily question was answered rightly: up to the last, and the
    /// most ever.
    pub days: (u32, u32),
    /// The last rounds, the latest first.
    pub rounds: Vec<PastRound>,
    /// Whether the member wants to be on no leaderboard: then nobody else sees this.
    pub is_hidden: bool,
}

/// A round, as it went for a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRound {
    /// The day, such as 2026-11-24.
    pub day: String,
    /// The points.
    pub points: i64,
    /// How many answers were right.
    pub right: i64,
    /// Of how many.
    pub asked: i64,
}

/// How a member has played.
pub fn profile(profile: &Profile) -> Reply {
    let all = &profile.all;
    let mut blocks = vec![
        Block::Heading(Line::new().strong(&all.name)),
        Block::Paragraph(Line::new().plain(&format!(
            "{} with {}; {}; the longest row of right answers: {}.",
            rank(all),
            points(all.points),
            share(all.right, all.asked),
            all.streak_best
        ))),
    ];
    let (days, days_best) = profile.days;
    if days_best > 0 {
        let days = words::count(days as usize, "day", "days");
        let line = format!("Daily questions: right on {days} in a row; the most: {days_best}.");
        blocks.push(Block::Paragraph(Line::new().plain(&line)));
    }
    let kinds = profile.by_kind.iter().map(|(kind, row)| {
        let score = format!(": {}, {}", share(row.right, row.asked), points(row.points));
        Line::new().strong(kind.word()).plain(&score)
    });
    let topics = profile.by_topic.iter().map(|(topic, right, asked)| {
        Line::new()
            .strong(topic)
            .plain(&format!(": {}", share(*right, *asked)))
    });
    let rounds = profile.rounds.iter().map(|round| {
        let score = format!(
            ": {}, {}",
            points(round.points),
            share(round.right, round.asked)
        );
        Line::new().plain(&round.day).plain(&score)
    });
    blocks.extend(listed("By kind:", kinds.collect()));
    blocks.extend(listed("By topic:", topics.collect()));
    blocks.extend(listed("The last rounds:", rounds.collect()));
    let audience = if profile.is_hidden {
        Audience::Caller
    } else {
        Audience::All
    };
    Reply { audience, blocks }
}

/// A list with a heading, if there is anything in it.
fn listed(heading: &str, items: Vec<Line>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    let heading = Block::Paragraph(Line::new().plain(heading));
    vec![heading, Block::List(items)]
}

/// `3 of 4 right (75 %)`.
fn share(right: i64, asked: i64) -> String {
    let percent = (right * 200 + asked) / (asked * 2).max(1);
    format!("{right} of {asked} right ({percent} %)")
}

/// That nothing is known of how somebody has played.
pub fn no_profile(member: Option<&str>) -> Reply {
    match member {
        None => {
            let line = Line::new().plain("You have not played here yet. Start with ");
            private_line(line.code("/quiz start").plain("."))
        }
        Some(_) => private(
            "I know of nobody here by that name alone who has played and wants to be shown.",
        ),
    }
}

/// What is kept of members.
pub fn what_is_kept() -> Reply {
    let kept = [
        "Your id and name on this platform, under a key of my own.",
        "For each question that you answered: the points, whether you were right, and when.",
        "For daily questions: whether you were right, until the next one comes, and on how many days in a row.",
        "For practice: which questions come back to you, and when.",
        "Nothing that you write: an answer is judged and dropped, but for a number that you guess, which is kept until its question ends.",
    ];
    let items = [
        ("/privacy export", "all of it, for you alone"),
        ("/privacy hide", "take me off leaderboards"),
        ("/privacy show", "put me back"),
        (
            "/privacy forget",
            "delete my name and practice, and let my points be nobody's",
        ),
    ];
    Reply {
        audience: Audience::Caller,
        blocks: vec![
            Block::Paragraph(Line::new().plain("What I keep of you:")),
            Block::List(kept.map(|kept| Line::new().plain(kept)).into()),
            Block::Suggestions {
                intro: Line::new().plain("What you can do:"),
                items: items
                    .map(|(command, what)| Line::new().code(command).plain(": ").plain(what))
                    .into(),
            },
        ],
    }
}

/// All that is kept of a member, as JSON.
pub fn exported(kept: Option<&str>) -> Reply {
    let Some(kept) = kept else {
        return private("I keep nothing of you.");
    };
    Reply {
        audience: Audience::Caller,
        blocks: vec![
            Block::Note(Line::new().plain("All that I keep of you:")),
            Block::Document {
                name: "attache.json",
                lines: kept.lines().map(|line| Line::new().plain(line)).collect(),
            },
        ],
    }
}

/// That a member is on leaderboards, or not any more.
pub fn hidden(is_hidden: bool) -> Reply {
    if !is_hidden {
        return private("You are on leaderboards again.");
    }
    let line = "You are on no leaderboard any more. Your points still count for you: ";
    private_line(Line::new().plain(line).code("/profile").plain("."))
}

/// That nothing is kept of a member any more.
pub fn forgotten() -> Reply {
    private("Done: your name and your practice are gone, and your points are nobody's.")
}
