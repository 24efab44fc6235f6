//! What holds in a community, and who may say so.

use serde::{Deserialize, Serialize};

use super::{Game, Incoming, Rank, unreadable};
use crate::chat::speech::settings::{self as speech, Held, Origin};
use crate::chat::{Reply, SettingsWish};
use crate::quiz::{QUESTIONS_MAX, ROUNDS_DEFAULT, SECONDS_DEFAULT};
use crate::store::{Community, Home, Result};

/// What moderators set; what they did not is as it is everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Settings {
    /// The most questions of a round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) questions: Option<u32>,
    /// The time for an answer where none is named, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seconds: Option<u32>,
    /// How many rounds run at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rounds: Option<u32>,
    /// The role of more moderators.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The power from which on somebody is a moderator.
    #[serde(skip_serializing_if = "Option::is_none")]
    power: Option<i64>,
}

impl Settings {
    fn of(community: &Community) -> Result<Self> {
        serde_json::from_str(&community.settings)
            .map_err(|error| unreadable("the settings of a community", &error))
    }

    /// The most questions of a round.
    pub(super) fn questions_max(&self) -> u32 {
        self.questions.unwrap_or(QUESTIONS_MAX)
    }

    /// How many rounds run at a time, of which the operator lets so many.
    pub(super) fn rounds_max(&self, most: u32) -> u32 {
        self.rounds.unwrap_or(most).min(most)
    }

    /// The same with what is wanted; nothing if nothing is.
    fn with(&self, wish: &SettingsWish) -> Option<Self> {
        if *wish == SettingsWish::default() {
            return None;
        }
        let mut new = self.clone();
        match wish.reset {
            Some("questions") => new.questions = None,
            Some("seconds") => new.seconds = None,
            Some("rounds") => new.rounds = None,
            Some("role") => new.role = None,
            Some("power") => new.power = None,
            _ => {}
        }
        new.questions = wish.questions.or(new.questions);
        new.seconds = wish.seconds.or(new.seconds);
        new.rounds = wish.rounds.or(new.rounds);
        new.role = wish.role.clone().or(new.role);
        new.power = wish.power.map(i64::from).or(new.power);
        Some(new)
    }
}

impl Game {
    /// What holds in a community.
    pub(super) async fn settings_of(&self, home: &Home) -> Result<Settings> {
        Settings::of(&self.store.community(home).await?)
    }

    /// Whether somebody is a moderator by the rules of the platform or of the community.
    pub(super) async fn is_moderator(&self, incoming: &Incoming) -> Result<bool> {
        match &incoming.rank {
            Rank::None => Ok(incoming.is_moderator),
            Rank::Roles(_) if incoming.is_moderator => Ok(true),
            Rank::Roles(roles) => {
                let role = self.settings_of(&incoming.place.home).await?.role;
                Ok(role.is_some_and(|role| roles.contains(&role)))
            }
            Rank::Power { own, .. } => {
                let power = self.settings_of(&incoming.place.home).await?.power;
                Ok(power.map_or(incoming.is_moderator, |power| *own >= power))
            }
        }
    }

    /// How many rounds the operator lets a community have at a time.
    pub(super) fn rounds_most(&self) -> u32 {
        let limits = self.limits.as_ref();
        limits.map_or(ROUNDS_DEFAULT, |limits| limits.rounds_per_community)
    }

    /// Sets what moderators name, and shows what holds.
    pub(super) async fn settings(&self, incoming: &Incoming, wish: &SettingsWish) -> Result<Reply> {
        let home = &incoming.place.home;
        let community = self.store.community(home).await?;
        let before = Settings::of(&community)?;
        let Some(after) = before.with(wish) else {
            return self.shown(incoming, &before, false).await;
        };
        if !self.is_moderator(incoming).await? {
            return Ok(speech::moderators_only());
        }
        if before.role != after.role || before.power != after.power {
            // Else whoever got the role could give it to all.
            if !incoming.is_moderator {
                return Ok(speech::not_by_role());
            }
            match incoming.rank {
                Rank::Roles(_) if before.power == after.power => {}
                Rank::Power { .. } if before.role == after.role => {}
                _ if before.role != after.role => return Ok(speech::elsewhere("role")),
                _ => return Ok(speech::elsewhere("power level")),
            }
        }
        let community = Community {
            settings: serde_json::to_string(&after)
                .map_err(|error| unreadable("the settings of a community", &error))?,
            ..community
        };
        self.store.set_community(home, &community).await?;
        self.shown(incoming, &after, true).await
    }

    async fn shown(
        &self,
        incoming: &Incoming,
        settings: &Settings,
        is_changed: bool,
    ) -> Result<Reply> {
        let home = &incoming.place.home;
        let most = self.rounds_most();
        let number = |what, set: Option<u32>, else_it_is: u32| Held {
            what,
            value: set.unwrap_or(else_it_is).to_string(),
            origin: set.map_or(Origin::BuiltIn, |_| Origin::Here("/settings")),
        };
        let mut held = vec![
            number("questions at most", settings.questions, QUESTIONS_MAX),
            number("seconds to answer", settings.seconds, SECONDS_DEFAULT),
            Held {
                what: "rounds at a time",
                value: settings.rounds_max(most).to_string(),
                origin: match settings.rounds {
                    Some(rounds) if rounds <= most => Origin::Here("/settings"),
                    _ if most == ROUNDS_DEFAULT => Origin::BuiltIn,
                    _ => Origin::Operator,
                },
            },
        ];
        held.extend(match (&incoming.rank, &settings.role) {
            (Rank::None, _) => None,
            (Rank::Roles(_), Some(role)) => Some(Held {
                what: "moderators",
                value: format!("whoever may manage messages, and the role {role}"),
                origin: Origin::Here("/settings"),
            }),
            (Rank::Roles(_), None) => Some(Held {
                what: "moderators",
                value: "whoever may manage messages".to_owned(),
                origin: Origin::Platform,
            }),
            (Rank::Power { moderator, .. }, _) => Some(Held {
                what: "moderators",
                value: format!("power level {}", settings.power.unwrap_or(*moderator)),
                origin: settings
                    .power
                    .map_or(Origin::Operator, |_| Origin::Here("/settings")),
            }),
        });
        let zone = self.store.community(home).await?.time_zone;
        let is_usual = zone == Community::default().time_zone;
        held.push(Held {
            what: "time zone",
            value: zone,
            origin: if is_usual {
                Origin::BuiltIn
            } else {
                Origin::Here("/zone")
            },
        });
        let daily = self.store.subscriptions_of(home).await?.len();
        held.push(Held {
            what: "channels with daily facts",
            value: daily.to_string(),
            origin: if daily == 0 {
                Origin::BuiltIn
            } else {
                Origin::Here("/daily")
            },
        });
        Ok(speech::settings(&held, is_changed))
    }
}
