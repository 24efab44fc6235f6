//! The one table of commands.
//!
//! Parsing, help, completion, the README and the menus of each platform are all made from it,
//! so a new command is a new row here and nothing else to keep in step.

use super::options::{
    ANSWER, DAILY, KIND, MEMBER_CHARS_MAX, PAGES_MAX, PRACTICE_ACTIONS, PRIVACY_ACTIONS, QUESTION,
    QUIZ, SETTINGS_OPTIONS, SHARES, SPANS, TOPIC, ZONE,
};
use super::spec::{Access, Action, CommandSpec, Need, OptionKind, OptionSpec};
use super::{Audience, nearest};
use crate::answers::Want;

/// Every command, in the order in which help lists them.
pub static COMMANDS: &[CommandSpec] = &[
    CommandSpec {
        name: "when",
        aliases: &[],
        summary: "Ask for a date: when did it happen?",
        options: QUESTION,
        help: "Name what happened, in keywords or as a sentence. Where the source gives no date, I say so.",
        example: "/when bishkek meeting",
        audience: Audience::All,
        access: Access::Everyone,
        action: Action::Ask(Want::When),
    },
    CommandSpec {
        name: "who",
        aliases: &[],
        summary: "Ask for a person, a state or a body: who was it?",
        options: QUESTION,
        help: "Name a deed to learn who did it, or a person to learn who that is.",
        example: "/who met bajwa",
        audience: Audience::All,
        access: Access::Everyone,
        action: Action::Ask(Want::Who),
    },
    CommandSpec {
        name: "where",
        aliases: &[],
        summary: "Ask for a place: where did it happen?",
        options: QUESTION,
        help: "Name what happened, in keywords or as a sentence.",
        example: "/where was the sco summit",
        audience: Audience::All,
        access: Access::Everyone,
        action: Action::Ask(Want::Where),
    },
    CommandSpec {
        name: "what",
        aliases: &[],
        summary: "Ask what something is, or what happened.",
        options: QUESTION,
        help: "Name a thing to learn what it is, or an event to learn what happened there.",
        example: "/what is pantsir",
        audience: Audience::All,
        access: Access::Everyone,
        action: Action::Ask(Want::What),
    },
    CommandSpec {
        name: "howmany",
        aliases: &["howmuch"],
        summary: "Ask for a number or an amount: how many, how much?",
        options: QUESTION,
        help: "Name what is counted or paid for. Where the source gives no number, I say so.",
        example: "/howmany arms deal",
        audience: Audience::All,
        access: Access::Everyone,
        action: Action::Ask(Want::HowMany),
    },
    CommandSpec {
        name: "why",
        aliases: &[],
        summary: "Ask for a reason: why did it happen?",
        options: QUESTION,
        help: "Name what happened. I give a reason only where the source does.",
        example: "/why buy arms from russia",
        audience: Audience::All,
        access: Access::Everyone,
        action: Action::Ask(Want::Why),
    },
    CommandSpec {
        name: "ask",
        aliases: &[],
        summary: "Ask anything in your own words.",
        options: QUESTION,
        help: "Write a question as you would say it. Text without a command is read in the same way.",
        example: "/ask which missile system does Pakistan want?",
        audience: Audience::All,
        access: Access::Everyone,
        action: Action::Ask(Want::Open),
    },
    CommandSpec {
        name: "fact",
        aliases: &[],
        summary: "Hear a fact, of a topic or of any.",
        options: &[TOPIC],
        help: "Any one, by chance. Add a topic, a person or a place to hear about just that.",
        example: "/fact arms",
        audience: Audience::All,
        access: Access::Everyone,
        action: Action::Fact,
    },
    CommandSpec {
        name: "timeline",
        aliases: &[],
        summary: "See dated facts in order, of a topic or between two dates.",
        options: &[
            TOPIC,
            OptionSpec {
                name: "from",
                summary: "The first date: a year, or 2019-06 or 2019-06-14.",
                kind: OptionKind::Date,
                need: Need::Optional,
            },
            OptionSpec {
                name: "to",
                summary: "The last date: a year, or 2019-06 or 2019-06-14.",
                kind: OptionKind::Date,
                need: Need::Optional,
            },
        ],
        help: "Dates are years, or EDTF such as 2019-06, 2019-06-14 or 195X for the 1950s.",
        example: "/timeline arms 2014 2019",
        audience: Audience::All,
        access: Access::Everyone,
        action: Action::Timeline,
    },
    CommandSpec {
        name: "topics",
        aliases: &[],
        summary: "See what I know about, and how much.",
        options: &[],
        help: "Every topic with how many facts it has.",
        example: "/topics",
        audience: Audience::Caller,
        access: Access::Everyone,
        action: Action::Topics,
    },
    CommandSpec {
        name: "source",
        aliases: &[],
        summary: "See what a fact stands on.",
        options: &[OptionSpec {
            name: "fact",
            summary: "The id of a fact, as answers show it, or a question that leads to one.",
            kind: OptionKind::Fact,
            need: Need::Required,
        }],
        help: "Where it comes from, how certain it is, whose words it is in, how its date is known and what the source leaves open.",
        example: "/source bishkek-meeting",
        audience: Audience::Caller,
        access: Access::Everyone,
        action: Action::Source,
    },
    CommandSpec {
        name: "quiz",
        aliases: &[],
        summary: "Play a round: start it, stop it, ask for a hint.",
        options: QUIZ,
        help: "A right answer is worth 4 points for true or false, 10 for a choice, 12 for the closest number, \
               16 for an order and 20 for what you write yourself; up to half as much again for speed, and 1 more \
               for each right answer in a row before it, up to 5. A hint halves it. Where everyone plays, you may \
               change your answer until time is up; where the first wins, a choice has one try, what you write \
               has three, and within half a second all are as fast. Two questions that nobody answers end a round, \
               and so can whoever started it, or a moderator.",
        example: "/quiz start 5",
        audience: Audience::All,
        access: Access::Members,
        action: Action::Quiz,
    },
    CommandSpec {
        name: "answer",
        aliases: &[],
        summary: "Answer the question that is open here.",
        options: &[ANSWER],
        help: "Write a letter, a name, a date or a number, as the question wants it. Plain text works too where I can read it.",
        example: "/answer b",
        audience: Audience::Caller,
        access: Access::Members,
        action: Action::Answer,
    },
    CommandSpec {
        name: "practice",
        aliases: &[],
        summary: "Go over what you got wrong: alone, unhurried, without points.",
        options: &[
            OptionSpec {
                name: "action",
                summary: "stop; else the next question that is due.",
                kind: OptionKind::Choice(PRACTICE_ACTIONS),
                need: Need::Optional,
            },
            OptionSpec {
                name: "fact",
                summary: "The id of a fact to be asked about, be it due or not.",
                kind: OptionKind::Fact,
                need: Need::Optional,
            },
        ],
        help: "What you got wrong in a round is asked again, and again when you are about to forget it: soon at first, \
               then after days and weeks. Answer as in a round, or with /practice stop; there is no clock.",
        example: "/practice",
        audience: Audience::Caller,
        access: Access::Everyone,
        action: Action::Practice,
    },
    CommandSpec {
        name: "leaderboard",
        aliases: &["top"],
        summary: "See who has the most points.",
        options: &[
            OptionSpec {
                name: "period",
                summary: "day, week, month or all.",
                kind: OptionKind::Choice(SPANS),
                need: Need::Optional,
            },
            KIND,
            OptionSpec {
                name: "page",
                summary: "Which ten: 1 is the top.",
                kind: OptionKind::Number {
                    min: 1,
                    max: PAGES_MAX,
                },
                need: Need::Optional,
            },
            OptionSpec {
                name: "share",
                summary: "link for a page that whoever has the link sees, or unlink.",
                kind: OptionKind::Choice(SHARES),
                need: Need::Optional,
            },
        ],
        help: "Points of all rounds in this community; whoever has as many shares the rank. Days begin at midnight in the community's time zone. \
               A new link ends the one before, and on Matrix all in the room see it; nobody is on the page who is hidden by /privacy.",
        example: "/leaderboard week",
        audience: Audience::All,
        access: Access::Members,
        action: Action::Leaderboard,
    },
    CommandSpec {
        name: "profile",
        aliases: &[],
        summary: "See how you have played, or somebody else.",
        options: &[OptionSpec {
            name: "member",
            summary: "Whose; else yours.",
            kind: OptionKind::Member {
                chars_max: MEMBER_CHARS_MAX,
            },
            need: Need::Optional,
        }],
        help: "Points, rank, right answers and streaks.",
        example: "/profile",
        audience: Audience::All,
        access: Access::Members,
        action: Action::Profile,
    },
    CommandSpec {
        name: "daily",
        aliases: &[],
        summary: "A fact a day in this channel, at a time of your choice.",
        options: DAILY,
        help: "An anniversary comes first, and nothing comes again within 30 days. Each channel has its own; only moderators decide. \
               What is not named stays as it was; topic:all takes every topic again.",
        example: "/daily on 9 Karachi",
        audience: Audience::All,
        access: Access::Moderators,
        action: Action::Daily,
    },
    CommandSpec {
        name: "zone",
        aliases: &[],
        summary: "Show the time zone of this community, or set it.",
        options: ZONE,
        help: "Leaderboards of a day, a week or a month go by it. Name a city, as in Karachi, or a zone, as in Asia/Karachi. Only moderators of all of the community set it.",
        example: "/zone Karachi",
        audience: Audience::All,
        access: Access::Members,
        action: Action::Zone,
    },
    CommandSpec {
        name: "settings",
        aliases: &[],
        summary: "Show what holds in this community, or set it.",
        options: SETTINGS_OPTIONS,
        help: "Each with where it comes from. Only moderators of all of the community set them; who else is one is said by those who rule all of the \
               community by the platform's own rules, as whoever manages the server on Discord. /zone and /daily have more.",
        example: "/settings questions:5",
        audience: Audience::All,
        access: Access::Members,
        action: Action::Settings,
    },
    CommandSpec {
        name: "privacy",
        aliases: &[],
        summary: "See what I keep of you, have it, hide it or delete it.",
        options: &[OptionSpec {
            name: "action",
            summary: "export, hide, show or forget; else what is kept, in plain words.",
            kind: OptionKind::Choice(PRIVACY_ACTIONS),
            need: Need::Optional,
        }],
        help: "Forgetting is at once and for good: your name and your practice go, and your points stay as nobody's.",
        example: "/privacy",
        audience: Audience::Caller,
        access: Access::Everyone,
        action: Action::Privacy,
    },
    CommandSpec {
        name: "reload",
        aliases: &[],
        summary: "For whoever runs me: take the packs in again.",
        options: &[],
        help: "Where I run on a platform, packs that were changed are taken in by themselves; this says at once whether they are sound, and what is wrong if not.",
        example: "/reload",
        audience: Audience::Caller,
        access: Access::Operators,
        action: Action::Reload,
    },
    CommandSpec {
        name: "help",
        aliases: &[],
        summary: "See all commands, or how to use one.",
        options: &[OptionSpec {
            name: "command",
            summary: "The command to explain.",
            kind: OptionKind::Command,
            need: Need::Optional,
        }],
        help: "Add the name of a command to see its options and an example.",
        example: "/help timeline",
        audience: Audience::Caller,
        access: Access::Everyone,
        action: Action::Help,
    },
    CommandSpec {
        name: "about",
        aliases: &[],
        summary: "See who I am, what I have loaded and how sure I am.",
        options: &[],
        help: "The packs of facts that are loaded, and what the words for certainty mean.",
        example: "/about",
        audience: Audience::Caller,
        access: Access::Everyone,
        action: Action::About,
    },
];

/// The command of that name or alias, in any case.
pub fn find(name: &str) -> Option<&'static CommandSpec> {
    names()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, command)| command)
}

/// The command whose name or alias was probably meant.
pub fn find_nearest(name: &str) -> Option<&'static CommandSpec> {
    let names: Vec<_> = names().collect();
    nearest(name, &names, |(known, _)| known).map(|(_, command)| *command)
}

/// Every word that means a command.
pub(super) fn names() -> impl Iterator<Item = (&'static str, &'static CommandSpec)> {
    COMMANDS.iter().flat_map(|command| {
        let aliases = command.aliases.iter().copied();
        std::iter::once(command.name)
            .chain(aliases)
            .map(move |name| (name, command))
    })
}
