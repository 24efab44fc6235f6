//! From a message's text to a command.

use super::arguments::Arguments;
use super::markup::without_markup;
use super::options::{
    ANSWERS, DAILY_ACTIONS, LINK, PRACTICE_ACTIONS, PRIVACY_ACTIONS, PRIVATE, QUIZ_ACTIONS,
    SETTINGS, SHARES, YES, YES_NO,
};
use super::{
    Action, Command, CommandSpec, Daily, DailyWish, Practice, Privacy, Quiz, RoundWish,
    SettingsWish, Share, Usage, commands,
};
use crate::answers::Want;
use crate::quiz::{Kind, Level, Mode, Rules, Span};

/// Reads a message; text without a leading slash is an open question.
pub fn parse(text: &str) -> Result<Command, Usage> {
    let text = without_markup(text);
    let text = text.trim();
    let Some(rest) = text.strip_prefix('/') else {
        return Ok(Command::Ask {
            want: Want::Open,
            text: text.to_owned(),
        });
    };
    let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    // "/when@attache" is how a command is given to one bot of several.
    let name = name.split_once('@').map_or(name, |(name, _)| name);
    let command = find(name)?;
    let mut arguments = Arguments::read(command, once(command, rest))?;
    Ok(match command.action {
        Action::About => Command::About,
        Action::Answer => Command::Answer {
            text: arguments.first()?,
        },
        Action::Ask(want) => Command::Ask {
            want,
            text: arguments.first()?,
        },
        Action::Daily => Command::Daily {
            action: daily(&mut arguments)?,
            channel: arguments.text("channel"),
        },
        Action::Fact => Command::Fact {
            command,
            topic: arguments.text("topic"),
        },
        Action::Help => Command::Help {
            command: match arguments.text("command") {
                Some(name) => Some(find(name.strip_prefix('/').unwrap_or(&name))?),
                None => None,
            },
        },
        Action::Leaderboard => leaderboard(&mut arguments)?,
        Action::Practice => {
            let action = arguments.choice("action", PRACTICE_ACTIONS, |word| word)?;
            Command::Practice(match (action, arguments.text("fact")) {
                (Some(_), _) => Practice::Stop,
                (None, Some(fact)) => Practice::On(fact),
                (None, None) => Practice::Go,
            })
        }
        Action::Privacy => Command::Privacy(privacy(&mut arguments)?),
        Action::Profile => Command::Profile {
            member: arguments.text("member"),
        },
        Action::Quiz => Command::Quiz(quiz(&mut arguments)?),
        Action::Reload => Command::Reload,
        Action::Settings => Command::Settings(settings(&mut arguments)?),
        Action::Source => Command::Source {
            fact: arguments.first()?,
        },
        Action::Timeline => timeline(command, &mut arguments)?,
        Action::Topics => Command::Topics,
        Action::Zone => Command::Zone {
            zone: arguments.text("zone"),
        },
    })
}

/// What follows a command without the same command again, as when one that was copied is pasted
/// behind the one that was typed; of help, it is what help is wanted on.
fn once<'t>(command: &CommandSpec, rest: &'t str) -> &'t str {
    let mut rest = rest.trim_start();
    while command.action != Action::Help
        && let Some(again) = rest.strip_prefix('/')
        && let (name, after) = again.split_once(char::is_whitespace).unwrap_or((again, ""))
        && commands::find(name) == Some(command)
    {
        rest = after.trim_start();
    }
    rest
}

fn quiz(arguments: &mut Arguments) -> Result<Quiz, Usage> {
    let action = arguments.choice("action", QUIZ_ACTIONS, |word| word)?;
    Ok(match action {
        Some("start") => Quiz::Start(RoundWish {
            questions: arguments.number("questions")?,
            seconds: arguments.number("seconds")?,
            rules: rules(arguments)?,
        }),
        Some("stop") => Quiz::Stop,
        Some("skip") => Quiz::Skip,
        Some("hint") => Quiz::Hint,
        Some(_) => Quiz::Status,
        None => return Err(arguments.no_choice("action", "topic")),
    })
}

fn rules(arguments: &mut Arguments) -> Result<Rules, Usage> {
    let default = Rules::default();
    Ok(Rules {
        kind: arguments.choice("kind", &Kind::ALL, Kind::word)?,
        level: arguments.choice("level", &Level::ALL, Level::word)?,
        topic: arguments.text("topic"),
        mode: arguments
            .choice("mode", &Mode::ALL, Mode::word)?
            .unwrap_or(default.mode),
        is_private: arguments
            .choice("answers", ANSWERS, |word| word)?
            .is_some_and(|word| word == PRIVATE),
        ..default
    })
}

fn settings(arguments: &mut Arguments) -> Result<SettingsWish, Usage> {
    Ok(SettingsWish {
        questions: arguments.number("questions")?,
        seconds: arguments.number("seconds")?,
        rounds: arguments.number("rounds")?,
        role: arguments.text("role"),
        power: arguments.number("power")?,
        reset: arguments.choice("reset", SETTINGS, |word| word)?,
    })
}

fn leaderboard(arguments: &mut Arguments) -> Result<Command, Usage> {
    match arguments.choice("share", SHARES, |word| word)? {
        Some(word) => {
            arguments.no_more(&["period", "kind", "page"])?;
            Ok(Command::Share(if word == LINK {
                Share::Link
            } else {
                Share::Unlink
            }))
        }
        None => Ok(Command::Leaderboard {
            span: arguments
                .choice("period", &Span::ALL, Span::word)?
                .unwrap_or(Span::All),
            kind: arguments.choice("kind", &Kind::ALL, Kind::word)?,
            page: arguments.number("page")?.unwrap_or(1),
        }),
    }
}

fn daily(arguments: &mut Arguments) -> Result<Daily, Usage> {
    let action = match arguments.choice("action", DAILY_ACTIONS, |word| word)? {
        Some("on") => {
            return Ok(Daily::On(DailyWish {
                time: arguments.time("time")?,
                zone: arguments.text("zone"),
                topic: arguments.text("topic"),
                quiz: arguments
                    .choice("quiz", YES_NO, |word| word)?
                    .map(|word| word == YES),
            }));
        }
        Some("off") => Daily::Off,
        Some("show") => Daily::Show,
        Some("preview") => Daily::Preview,
        Some(_) => Daily::Now,
        None => return Err(arguments.missing("action")),
    };
    // A channel goes by its name alone, so that no other is meant by mistake.
    arguments.no_more(&["time", "zone", "topic", "quiz"])?;
    Ok(action)
}

fn privacy(arguments: &mut Arguments) -> Result<Privacy, Usage> {
    let action = arguments.choice("action", PRIVACY_ACTIONS, |word| word)?;
    Ok(match action {
        Some("export") => Privacy::Export,
        Some("hide") => Privacy::Hide,
        Some("show") => Privacy::Show,
        Some("forget") => Privacy::Forget,
        _ => Privacy::Explain,
    })
}

fn timeline(command: &'static CommandSpec, arguments: &mut Arguments) -> Result<Command, Usage> {
    let topic = arguments.text("topic");
    let (from, to) = (arguments.date("from")?, arguments.date("to")?);
    if let (Some(from), Some(to)) = (from, to)
        && from.timeline_key().0 > to.timeline_key().1
    {
        return Err(Usage::Reversed {
            command,
            topic,
            from,
            to,
        });
    }
    Ok(Command::Timeline {
        command,
        topic,
        from,
        to,
    })
}

fn find(name: &str) -> Result<&'static CommandSpec, Usage> {
    commands::find(name).ok_or_else(|| Usage::UnknownCommand {
        given: name.to_owned(),
        nearest: commands::find_nearest(name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Edtf, Point};

    fn year(year: i16) -> Edtf {
        Edtf::Point(Point::Year(year))
    }

    fn ask(want: Want, text: &str) -> Command {
        Command::Ask {
            want,
            text: text.into(),
        }
    }

    fn timeline(topic: Option<&str>, from: Option<Edtf>, to: Option<Edtf>) -> Command {
        Command::Timeline {
            command: commands::find("timeline").unwrap(),
            topic: topic.map(str::to_owned),
            from,
            to,
        }
    }

    fn fact() -> Command {
        Command::Fact {
            command: commands::find("fact").unwrap(),
            topic: None,
        }
    }

    fn source(fact: &str) -> Command {
        Command::Source { fact: fact.into() }
    }

    fn help(name: &str) -> Command {
        Command::Help {
            command: commands::find(name),
        }
    }

    #[test]
    fn commands_are_read() {
        let check = |text: &str, expect: Command| assert_eq!(parse(text), Ok(expect), "{text}");
        check("/when bishkek meeting", ask(Want::When, "bishkek meeting"));
        check(
            "  /WHEN  bishkek  meeting ",
            ask(Want::When, "bishkek  meeting"),
        );
        check("/when text:bishkek", ask(Want::When, "bishkek"));
        check(
            "/ask what is T-90: a tank?",
            ask(Want::Open, "what is T-90: a tank?"),
        );
        check("/howmany\nstates", ask(Want::HowMany, "states"));
        check("/howmuch loan", ask(Want::HowMany, "loan"));
        check("/help howmuch", help("howmany"));
        check("who met bajwa", ask(Want::Open, "who met bajwa"));
        check("who: met bajwa", ask(Want::Open, "who: met bajwa"));
        check("", ask(Want::Open, ""));
        check("/fact", fact());
        check("/topics", Command::Topics);
        check("/About", Command::About);
        check("/source bishkek-meeting", source("bishkek-meeting"));
        check("/source fact:bishkek-meeting", source("bishkek-meeting"));
        check("/source /source bishkek-meeting", source("bishkek-meeting"));
        check("/source /SOURCE  /source x", source("x"));
        check("/when /when bishkek", ask(Want::When, "bishkek"));
        check("/when /who bishkek", ask(Want::When, "/who bishkek"));
        check("/help /help", help("help"));
        check("/help /timeline", help("timeline"));
        check("/help Timeline", help("timeline"));
        check("/help", Command::Help { command: None });
    }

    #[test]
    fn timelines_are_read_by_position_and_by_name() {
        let check = |text: &str, expect: Command| assert_eq!(parse(text), Ok(expect), "{text}");
        check("/timeline", timeline(None, None, None));
        check("/timeline arms", timeline(Some("arms"), None, None));
        check(
            "/timeline arms 2014 2019",
            timeline(Some("arms"), Some(year(2014)), Some(year(2019))),
        );
        check(
            "/timeline cold war 1950",
            timeline(Some("cold war"), Some(year(1950)), None),
        );
        check(
            "/timeline 2014 2019",
            timeline(None, Some(year(2014)), Some(year(2019))),
        );
        check(
            "/timeline from:1948 to:2019",
            timeline(None, Some(year(1948)), Some(year(2019))),
        );
        check(
            "/timeline 2019 2019",
            timeline(None, Some(year(2019)), Some(year(2019))),
        );
        check(
            "/timeline 2019-06 2019",
            timeline(None, Some("2019-06".parse().unwrap()), Some(year(2019))),
        );
        check(
            "/timeline TO:2019 topic:cold war",
            timeline(Some("cold war"), None, Some(year(2019))),
        );
        check("/timeline to: 2019", timeline(None, None, Some(year(2019))));
        check(
            "/timeline T-90 from:2018",
            timeline(Some("T-90"), Some(year(2018)), None),
        );
    }

    #[test]
    fn wrong_use_is_told_apart() {
        let command = |name: &str| commands::find(name).unwrap();
        let check = |text: &str, expect: Usage| assert_eq!(parse(text), Err(expect), "{text}");
        let unknown = |given: &str, nearest: Option<&str>| Usage::UnknownCommand {
            given: given.into(),
            nearest: nearest.map(command),
        };
        let missing = |name: &str| Usage::Missing {
            command: command(name),
            option: &command(name).options[0],
        };
        let bad_date = |given: &str| Usage::BadDate {
            command: command("timeline"),
            given: given.into(),
        };
        let surplus = |name: &str, given: &str| Usage::Surplus {
            command: command(name),
            given: given.into(),
        };
        check("/whne bishkek", unknown("whne", Some("when")));
        check("/usr/bin", unknown("usr/bin", None));
        check("//when x", unknown("/when", Some("when")));
        check("/", unknown("", None));
        check("/help timelin", unknown("timelin", Some("timeline")));
        check("/when", missing("when"));
        check("/when text:", missing("when"));
        check("/source  ", missing("source"));
        check("/source /source", missing("source"));
        check("/topics arms", surplus("topics", "arms"));
        check("/timeline 1948 1950 1960", surplus("timeline", "1960"));
        check("/timeline from:1948 from:1949", surplus("timeline", "1949"));
        check("/timeline from:soon", bad_date("soon"));
        check("/timeline 2019-13", bad_date("2019-13"));
        let reversed = |topic: Option<&str>, from: Edtf, to: Edtf| Usage::Reversed {
            command: command("timeline"),
            topic: topic.map(str::to_owned),
            from,
            to,
        };
        check(
            "/timeline 2019 2018",
            reversed(None, year(2019), year(2018)),
        );
        check(
            "/timeline to:1948 arms from:1949",
            reversed(Some("arms"), year(1949), year(1948)),
        );
        check(
            "/timeline form:1948",
            Usage::UnknownOption {
                command: command("timeline"),
                given: "form".into(),
            },
        );
    }
}
