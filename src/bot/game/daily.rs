//! What moderators decide on daily facts.

use jiff::civil::Date;
use jiff::tz::{self, TimeZone};
use jiff::{SignedDuration, Span, Timestamp};
use rand::Rng;

use super::planner::{clock, last, offset, post_key, quiz, round_id, set_at};
use super::play::{give, json};
use super::saying::{Saying, Today};
use super::{Game, Incoming, Planner, TRIES_MAX, busy, in_time, is_seen, millis};
use crate::chat::speech::{self, daily as speech_daily, daily::Standing};
use crate::chat::{ANY_TOPIC, Daily, DailyWish, Reply};
use crate::daily::{REPEAT_DAYS_MIN, Shown, Told, Zone, find_zone, shown_time};
use crate::quiz::{Award, DailyQuiz};
use crate::store::{Cause, Change, DAILY, Message, Outcome, Place, Result, Subscription};

/// How many channels of a community may have daily facts: more than anybody reads.
const CHANNELS_MAX: usize = 50;

/// What a wish may be turned into.
enum Turn {
    /// It is kept with what comes of it, and this is said.
    Keep(Box<Kept>, Reply),
    /// It stays, and this is said.
    Say(Reply),
}

struct Kept {
    wish: Subscription,
    /// What is said in its channel.
    saying: Option<Saying>,
    /// Who earned what with a question that is over.
    awards: Vec<Award>,
    /// The post that nobody wants any more, if it was not said yet.
    unwanted: Option<String>,
}

impl Kept {
    fn new(wish: Subscription, saying: Option<Saying>) -> Self {
        Self {
            wish,
            saying,
            awards: Vec::new(),
            unwanted: None,
        }
    }
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
        if !self.is_moderator(incoming).await? {
            return Ok(Some(speech_daily::moderators_only()));
        }
        for _ in 0..TRIES_MAX {
            let wish = self.store.subscription(&place).await?;
            // What is called so may be a channel of others.
            if wish.as_ref().is_some_and(|wish| wish.place != place) {
                return Ok(Some(speech_daily::no_channel()));
            }
            let is_elsewhere = place.channel != incoming.place.channel;
            let elsewhere = is_elsewhere.then_some(&*place.channel);
            let begun = wish.as_ref().and_then(quiz);
            let turn = match &action {
                Daily::On(wanted) => self.daily_on(incoming, &place, wish, wanted).await?,
                Daily::Off => off(wish, elsewhere),
                Daily::Now => self.daily_now(incoming, &place, wish, elsewhere, random),
                Daily::Preview | Daily::Show => {
                    let mut wish = wish.unwrap_or_else(|| new(&place));
                    let date = date(&wish, incoming.event.at);
                    let bot = self.bot();
                    let mut planner =
                        Planner::new(bot.base(), bot.questions(), SignedDuration::ZERO);
                    let today = planner.example(&mut wish, date, random);
                    let is_final = is_seen(&place.home.platform);
                    let words = today.map(|today| today.words(is_final));
                    Turn::Say(speech_daily::preview(words))
                }
            };
            let (kept, reply) = match turn {
                Turn::Say(reply) => return Ok(Some(reply)),
                Turn::Keep(kept, reply) => (kept, reply),
            };
            let at = millis(incoming.event.at);
            let mut change =
                Change::new(place.clone(), at, Cause::Event(incoming.event_id.clone()));
            change.messages.extend(kept.saying.map(|saying| Message {
                key: format!("{DAILY}{}/{}", place.home.platform, incoming.event_id),
                round_id: None,
                body: json(&saying),
                not_before: at,
                expires_at: None,
            }));
            if let Some(quiz) = &begun {
                for award in kept.awards {
                    give(&mut change, &round_id(&place, quiz), award);
                }
            }
            change.unwanted = kept.unwanted;
            change.wish = Some(kept.wish);
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
        wanted: &DailyWish,
    ) -> Result<Turn> {
        let at = incoming.event.at;
        let home = &place.home;
        let is_new = wish.is_none();
        if is_new && self.store.subscriptions_of(home).await?.len() >= CHANNELS_MAX {
            return Ok(Turn::Say(speech_daily::too_many(CHANNELS_MAX)));
        }
        let mut wish = wish.unwrap_or_else(|| new(place));
        let was_off = wish.due_at.is_none();
        let is_kept = !was_off || wish.paused.is_some();
        // What is not named stays as it is; what was withdrawn begins anew.
        if !is_kept {
            let fresh = new(place);
            wish.time_of_day = fresh.time_of_day;
            wish.time_zone = self.store.community(home).await?.time_zone;
            wish.topic = None;
        }
        if let Some(time) = wanted.time {
            wish.time_of_day = shown_time(time);
        }
        let typed = format!("/daily on {}", wish.time_of_day);
        if let Some(zone) = wanted.zone.as_deref() {
            wish.time_zone = match find_zone(tz::db(), zone, at) {
                Zone::Found(zone) => zone,
                Zone::Unclear(likely) => {
                    return Ok(Turn::Say(speech::zone::unclear(&typed, zone, &likely)));
                }
            };
        }
        let typed = format!("{typed} {}", wish.time_zone);
        let named = wanted.topic.clone();
        let is_any = named
            .as_deref()
            .is_some_and(|topic| topic.eq_ignore_ascii_case(ANY_TOPIC));
        let bot = self.bot();
        match bot.topic(&typed, named.filter(|_| !is_any)) {
            Ok(None) if is_any => wish.topic = None,
            Ok(None) => {}
            Ok(Some(topic)) => wish.topic = Some(topic.name(bot.base()).to_owned()),
            Err(no_such_topic) => {
                return Ok(Turn::Say(speech::reply(bot.base(), &no_such_topic)));
            }
        }
        wish.set_at = millis(at);
        wish.paused = None;
        // Where nothing was posted yet, today may still have its post at another time.
        let is_first = wish.last_at.is_none();
        let far = date(&wish, at).saturating_add(Span::new().days(1));
        // Or it is of a clock that was wrong by days.
        if is_first || last(&wish).is_some_and(|last| last.date > far) {
            wish.last_date = None;
        }
        let offset = offset(place, self.spread(&home.platform).await?);
        let clock = clock(&wish);
        // Who asks anew has missed nothing.
        if let Some(first) = clock.as_ref().and_then(|clock| clock.next(None, at, at))
            && let Ok(before) = first.slot.date.yesterday()
            && (was_off || is_first)
            && last(&wish).is_none_or(|last| last.date < before)
        {
            wish.last_date = Some(before.to_string());
        }
        let next = clock.and_then(|clock| clock.next(last(&wish), set_at(&wish), at));
        wish.due_at = next.map(|next| millis(next.slot.at + offset));
        let is_asking = wanted.quiz.unwrap_or(wish.quiz.is_some());
        let (awards, saying) = if is_asking {
            wish.quiz.get_or_insert_with(|| json(&DailyQuiz::begin(at)));
            (Vec::new(), None)
        } else {
            end_quiz(&mut wish)
        };
        let bot = self.bot();
        let mut planner = Planner::new(bot.base(), bot.questions(), SignedDuration::ZERO);
        let facts = planner.facts(wish.topic.as_deref(), is_asking).count();
        let days = usize::try_from(REPEAT_DAYS_MIN).unwrap_or_default();
        let reply = speech_daily::on(&standing(&wish, &incoming.place, at), facts, days);
        let kept = Kept {
            awards,
            ..Kept::new(wish, saying)
        };
        Ok(Turn::Keep(Box::new(kept), reply))
    }

    /// Posts one at once; the next comes when it would have come, if not too soon.
    fn daily_now(
        &self,
        incoming: &Incoming,
        place: &Place,
        wish: Option<Subscription>,
        elsewhere: Option<&str>,
        random: &mut impl Rng,
    ) -> Turn {
        let mut wish = wish.unwrap_or_else(|| new(place));
        let date = date(&wish, incoming.event.at);
        let bot = self.bot();
        let mut planner = Planner::new(bot.base(), bot.questions(), SignedDuration::ZERO);
        let Some(choice) = planner.choose(&mut wish, date, random) else {
            return Turn::Say(speech_daily::none());
        };
        let saying = Saying::Daily {
            revealed: None,
            today: Some(Today::Fact(Told::new(bot.base(), choice))),
        };
        let kept = Kept::new(wish, Some(saying));
        Turn::Keep(Box::new(kept), speech_daily::at_once(elsewhere))
    }

    /// A reply with what moderators were not told yet, for one of them.
    pub(super) async fn with_news(
        &self,
        incoming: &Incoming,
        reply: Option<Reply>,
    ) -> Option<Reply> {
        let mut reply = reply?;
        if !incoming.is_moderator || !incoming.text.trim_start().starts_with('/') {
            return Some(reply);
        }
        match in_time(self.store.tell_paused(&incoming.place.home)).await {
            Ok(paused) if paused.is_empty() => {}
            Ok(paused) => {
                let standing = |wish| standing(wish, &incoming.place, incoming.event.at);
                let paused: Vec<Standing> = paused.iter().map(standing).collect();
                reply.blocks.extend(speech_daily::paused(&paused));
            }
            // They are told the next time.
            Err(error) => tracing::error!(%error, "moderators are not told of a pause"),
        }
        Some(reply)
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

fn off(wish: Option<Subscription>, elsewhere: Option<&str>) -> Turn {
    match wish.filter(|wish| wish.due_at.is_some() || wish.paused.is_some()) {
        Some(mut wish) => {
            wish.due_at = None;
            wish.paused = None;
            let (awards, saying) = end_quiz(&mut wish);
            let last = wish.last_date.as_deref();
            let kept = Kept {
                awards,
                unwanted: last.map(|date| post_key(&wish.place, date)),
                ..Kept::new(wish, saying)
            };
            Turn::Keep(Box::new(kept), speech_daily::off(true, elsewhere))
        }
        None => Turn::Say(speech_daily::off(false, elsewhere)),
    }
}

/// Ends the question that is open, since none comes after it: who earned what, and what is said.
fn end_quiz(wish: &mut Subscription) -> (Vec<Award>, Option<Saying>) {
    let resolved = quiz(wish).and_then(|mut quiz| quiz.resolve());
    wish.quiz = None;
    let (awards, revealed) = resolved.unzip();
    let saying = revealed.map(|revealed| Saying::Daily {
        revealed: Some(revealed),
        today: None,
    });
    (awards.unwrap_or_default(), saying)
}

/// The date in a channel.
fn date(wish: &Subscription, at: Timestamp) -> Date {
    let zone = TimeZone::get(&wish.time_zone).unwrap_or(TimeZone::UTC);
    zone.to_datetime(at).date()
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
        is_told: false,
        quiz: None,
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
        is_asking: wish.quiz.is_some(),
        next,
        paused: wish.paused.clone(),
    }
}
