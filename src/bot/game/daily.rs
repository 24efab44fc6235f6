//! What moderators decide on daily facts.

use jiff::tz::{self, TimeZone};
use jiff::{SignedDuration, Timestamp};
use rand::Rng;

use super::plan::{clock, last, offset, set_at, shown};
use super::play::json;
use super::{Game, Incoming, TRIES_MAX, busy, millis};
use crate::chat::speech::{self, daily as speech_daily, daily::Standing};
use crate::chat::{Daily, Reply};
use crate::daily::{REPEAT_DAYS_MIN, Shown, Told, Zone, find_zone, shown_time};
use crate::store::{Cause, Change, Message, Outcome, Place, Result, Subscription};

/// What a topic is written behind, to be told one a day about it.
const DAILY_ON: &str = "/daily on 9";

/// What a wish may be turned into.
enum Turn {
    /// It is kept, and this is said.
    Keep(Box<Subscription>, Option<Message>, Reply),
    /// It stays, and this is said.
    Say(Reply),
}

impl Game {
    pub(super) async fn daily(
        &self,
        incoming: &Incoming,
        action: Daily,
        channel: Option<String>,
        random: &mut impl Rng,
    ) -> Result<Option<Reply>> {
        let home = &incoming.place.home;
        let place = channel.map_or_else(|| incoming.place.clone(), |channel| home.channel(channel));
        if action == Daily::Show {
            return self.daily_standings(incoming).await.map(Some);
        }
        if !incoming.is_moderator {
            return Ok(Some(speech_daily::moderators_only()));
        }
        for _ in 0..TRIES_MAX {
            let wish = self.store.subscription(&place).await?;
            let turn = match &action {
                Daily::On { time, zone, topic } => {
                    let time = shown_time(*time);
                    self.daily_on(incoming, &place, wish, time, zone.as_deref(), topic.clone())
                        .await?
                }
                Daily::Off => off(wish),
                Daily::Now => self.daily_now(incoming, &place, wish, random),
                Daily::Preview | Daily::Show => {
                    let mut wish = wish.unwrap_or_else(|| new(&place));
                    let told = self.told(&mut wish, incoming.event.at, random);
                    Turn::Say(speech_daily::preview(told.as_ref()))
                }
            };
            let (wish, message, reply) = match turn {
                Turn::Say(reply) => return Ok(Some(reply)),
                Turn::Keep(wish, message, reply) => (wish, message, reply),
            };
            let cause = Cause::Event(incoming.event_id.clone());
            let mut change = Change::new(place.clone(), millis(incoming.event.at), cause);
            change.wish = Some(*wish);
            change.messages.extend(message);
            match self.commit(&change).await? {
                Outcome::Committed => return Ok(Some(reply)),
                Outcome::Conflict => {}
                _ => return Ok(None),
            }
        }
        Err(busy())
    }

    async fn daily_on(
        &self,
        incoming: &Incoming,
        place: &Place,
        wish: Option<Subscription>,
        time: String,
        zone: Option<&str>,
        topic: Option<String>,
    ) -> Result<Turn> {
        let at = incoming.event.at;
        let zone = match zone {
            None => self.store.community(&place.home).await?.time_zone,
            Some(zone) => match find_zone(tz::db(), zone, at) {
                Zone::Found(zone) => zone,
                Zone::Unclear(likely) => {
                    return Ok(Turn::Say(speech::zone::unclear(DAILY_ON, zone, &likely)));
                }
            },
        };
        let topic = match self.bot.topic(DAILY_ON, topic) {
            Ok(topic) => topic.map(|topic| topic.name(self.bot.base()).to_owned()),
            Err(no_such_topic) => {
                return Ok(Turn::Say(speech::reply(self.bot.base(), &no_such_topic)));
            }
        };
        let mut wish = wish.unwrap_or_else(|| new(place));
        let was_off = wish.due_at.is_none();
        wish.time_zone = zone;
        wish.time_of_day = time;
        wish.topic = topic;
        wish.set_at = millis(at);
        wish.paused = None;
        let offset = offset(place, self.spread(&place.home.platform).await?);
        let clock = clock(&wish);
        // Who asks anew has missed nothing.
        if let Some(first) = clock.as_ref().and_then(|clock| clock.next(None, at, at))
            && let Ok(before) = first.slot.date.yesterday()
            && was_off
            && last(&wish).is_none_or(|last| last.date < before)
        {
            wish.last_date = Some(before.to_string());
        }
        let next = clock.and_then(|clock| clock.next(last(&wish), set_at(&wish), at));
        wish.due_at = next.map(|next| millis(next.slot.at + offset));
        let facts = self.facts(wish.topic.as_deref()).count();
        let days = usize::try_from(REPEAT_DAYS_MIN).unwrap_or_default();
        let reply = speech_daily::on(&standing(&wish, &incoming.place, at), facts, days);
        Ok(Turn::Keep(Box::new(wish), None, reply))
    }

    /// Posts one at once; the next comes when it would have come, if not too soon.
    fn daily_now(
        &self,
        incoming: &Incoming,
        place: &Place,
        wish: Option<Subscription>,
        random: &mut impl Rng,
    ) -> Turn {
        let mut wish = wish.unwrap_or_else(|| new(place));
        let Some(told) = self.told(&mut wish, incoming.event.at, random) else {
            return Turn::Say(speech_daily::none());
        };
        let message = Message {
            key: format!("daily/{}/{}", place.home.platform, incoming.event_id),
            round_id: None,
            body: json(&super::saying::Saying::Daily(told)),
            not_before: millis(incoming.event.at),
        };
        Turn::Keep(Box::new(wish), Some(message), speech_daily::at_once())
    }

    /// A fact for a channel, which then counts as shown.
    fn told(&self, wish: &mut Subscription, at: Timestamp, random: &mut impl Rng) -> Option<Told> {
        let zone = TimeZone::get(&wish.time_zone).unwrap_or(TimeZone::UTC);
        let mut shown: Shown = shown(wish);
        let facts = self.facts(wish.topic.as_deref());
        let choice = facts.choose(zone.to_datetime(at).date(), &mut shown, random)?;
        wish.shown = json(&shown);
        Some(Told::new(self.bot.base(), choice))
    }

    async fn daily_standings(&self, incoming: &Incoming) -> Result<Reply> {
        let wishes = self.store.subscriptions_of(&incoming.place.home).await?;
        let standings: Vec<Standing> = wishes
            .iter()
            .map(|wish| standing(wish, &incoming.place, incoming.event.at))
            .collect();
        Ok(speech_daily::standings(&standings))
    }
}

fn off(wish: Option<Subscription>) -> Turn {
    match wish.filter(|wish| wish.due_at.is_some() || wish.paused.is_some()) {
        Some(wish) => {
            let wish = Subscription {
                due_at: None,
                paused: None,
                ..wish
            };
            Turn::Keep(Box::new(wish), None, speech_daily::off(true))
        }
        None => Turn::Say(speech_daily::off(false)),
    }
}

/// A wish that was never had.
fn new(place: &Place) -> Subscription {
    Subscription {
        place: place.clone(),
        time_zone: String::from("UTC"),
        time_of_day: String::from("09:00"),
        topic: None,
        set_at: 0,
        last_date: None,
        last_at: None,
        shown: json(&Shown::default()),
        missed: 0,
        due_at: None,
        paused: None,
        version: 0,
    }
}

fn standing(wish: &Subscription, here: &Place, at: Timestamp) -> Standing {
    let due = wish
        .due_at
        .and_then(|due| Timestamp::from_millisecond(due).ok());
    let next = due.map(|due| {
        let zone = TimeZone::get(&wish.time_zone).unwrap_or(TimeZone::UTC);
        let local = due.to_zoned_datetime(zone);
        let wait = due.duration_since(at).max(SignedDuration::ZERO);
        (
            local.strftime("%-d %B %Y at %H:%M").to_string(),
            wait.unsigned_abs(),
        )
    });
    Standing {
        channel: (wish.place.channel != here.channel).then(|| wish.place.channel.clone()),
        time: wish.time_of_day.clone(),
        zone: wish.time_zone.clone(),
        topic: wish.topic.clone(),
        next,
        paused: wish.paused.clone(),
    }
}
