//! What holds in a community, and who may say so.

use serde::{Deserialize, Serialize};

use super::{Game, Incoming, Rank, TRIES_MAX, busy, millis, unreadable};
use crate::chat::speech::settings::{self as speech, Held, Origin};
use crate::chat::{Reply, SettingsWish};
use crate::quiz::{QUESTIONS_MAX, ROUNDS_DEFAULT, SECONDS_DEFAULT};
use crate::store::{Cause, Change, Community, Home, Outcome, Result, Settled};

/// What is read and written here.
const WHAT: &str = "the settings of a community";

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
    fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|error| unreadable(WHAT, &error))
    }

    /// The most questions of a round.
    pub(super) fn questions_max(&self) -> u32 {
        self.questions.unwrap_or(QUESTIONS_MAX)
    }

    /// How many rounds run at a time, of which the operator lets so many.
    pub(super) fn rounds_max(&self, most: u32) -> u32 {
        self.rounds.unwrap_or(most).min(most)
    }

    /// The same with what is wanted.
    fn with(mut self, wish: &SettingsWish) -> Self {
        match wish.reset {
            Some("questions") => self.questions = None,
            Some("seconds") => self.seconds = None,
            Some("rounds") => self.rounds = None,
            Some("role") => self.role = None,
            Some("power") => self.power = None,
            _ => {}
        }
        self.questions = wish.questions.or(self.questions);
        self.seconds = wish.seconds.or(self.seconds);
        self.rounds = wish.rounds.or(self.rounds);
        self.role = wish.role.clone().or(self.role);
        self.power = wish.power.map(i64::from).or(self.power);
        self
    }
}

impl Game {
    /// What holds in a community.
    pub(super) async fn settings_of(&self, home: &Home) -> Result<Settings> {
        Settings::read(&self.store.community(home).await?.settings)
    }

    /// Whether somebody is a moderator where they write, by the rules of the platform or of the
    /// community.
    pub(super) async fn is_moderator(&self, incoming: &Incoming) -> Result<bool> {
        match &incoming.rank {
            Rank::None => Ok(incoming.is_moderator),
            Rank::Roles { .. } if incoming.is_moderator => Ok(true),
            Rank::Roles { roles, .. } => self.have_role(incoming, roles).await,
            Rank::Power { own, .. } => {
                let power = self.settings_of(&incoming.place.home).await?.power;
                Ok(power.map_or(incoming.is_moderator, |power| *own >= power))
            }
        }
    }

    /// Whether somebody is a moderator of the whole community.
    pub(super) async fn is_steward(&self, incoming: &Incoming) -> Result<bool> {
        match &incoming.rank {
            Rank::Power { community, .. } => {
                let power = self.settings_of(&incoming.place.home).await?.power;
                Ok(power.map_or_else(|| incoming.rules(), |power| *community >= power))
            }
            // In a channel, others may be moderators.
            Rank::Roles { roles, .. } if !incoming.rules() => self.have_role(incoming, roles).await,
            _ => Ok(incoming.rules()),
        }
    }

    /// Whether one of somebody's roles makes moderators.
    async fn have_role(&self, incoming: &Incoming, roles: &[String]) -> Result<bool> {
        let role = self.settings_of(&incoming.place.home).await?.role;
        Ok(role.is_some_and(|role| roles.contains(&role)))
    }

    /// How many rounds the operator lets a community have at a time.
    pub(super) fn rounds_most(&self) -> u32 {
        let limits = self.limits.as_ref();
        limits.map_or(ROUNDS_DEFAULT, |limits| limits.rounds_per_community)
    }

    /// Sets what moderators name, and shows what holds; nothing if that was done before.
    pub(super) async fn settings(
        &self,
        incoming: &Incoming,
        wish: &SettingsWish,
    ) -> Result<Option<Reply>> {
        let home = &incoming.place.home;
        if *wish == SettingsWish::default() {
            let settings = self.settings_of(home).await?;
            return self.shown(incoming, &settings, false).await.map(Some);
        }
        if let Some(refusal) = self.refusal(incoming, wish).await? {
            return Ok(Some(refusal));
        }
        for _ in 0..TRIES_MAX {
            let before = self.store.community(home).await?.settings;
            let settings = Settings::read(&before)?.with(wish);
            let after = serde_json::to_string(&settings);
            let after = after.map_err(|error| unreadable(WHAT, &error))?;
            match self
                .set(incoming, Settled::Settings { before, after })
                .await?
            {
                // Somebody else set something in the meantime.
                Outcome::Conflict => {}
                Outcome::Seen => return Ok(None),
                _ => return self.shown(incoming, &settings, true).await.map(Some),
            }
        }
        Err(busy())
    }

    /// Changes what holds in a community, once for what somebody wrote.
    pub(super) async fn set(&self, incoming: &Incoming, settled: Settled) -> Result<Outcome> {
        let cause = Cause::Event(incoming.event_id.clone());
        let mut change = Change::new(incoming.place.clone(), millis(incoming.event.at), cause);
        change.settled = Some(settled);
        self.commit(&change).await
    }

    /// Why something cannot be set, if it cannot.
    async fn refusal(&self, incoming: &Incoming, wish: &SettingsWish) -> Result<Option<Reply>> {
        let most = self.rounds_most();
        if wish.rounds.is_some_and(|rounds| rounds > most) {
            return Ok(Some(speech::too_many_rounds(most)));
        }
        let is_role = wish.role.is_some() || wish.reset == Some("role");
        let is_power = wish.power.is_some() || wish.reset == Some("power");
        if !is_role && !is_power {
            let is_steward = self.is_steward(incoming).await?;
            return Ok((!is_steward).then(speech::moderators_only));
        }
        // Else whoever got the role could give it to all; and whoever rules is never shut out.
        if !incoming.rules() {
            return Ok(Some(speech::not_by_role()));
        }
        Ok(match &incoming.rank {
            Rank::Roles { .. } if !is_power => {
                let is_number = |role: &str| role.bytes().all(|byte| byte.is_ascii_digit());
                let role = wish.role.as_deref();
                let is_known = role.is_none_or(is_number);
                (!is_known).then(speech::no_such_role)
            }
            Rank::Power { community, .. } if !is_role => wish
                .power
                .is_some_and(|power| i64::from(power) > *community)
                .then(speech::too_much_power),
            _ if is_role => Some(speech::elsewhere("role")),
            _ => Some(speech::elsewhere("power level")),
        })
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
            (Rank::Roles { .. }, Some(role)) => Some(Held {
                what: "moderators",
                value: format!("whoever may manage messages, and the role {role}"),
                origin: Origin::Here("/settings"),
            }),
            (Rank::Roles { .. }, None) => Some(Held {
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
