//! Leaderboards, profiles, and what is kept of members.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::Value;

use super::planner::quiz;
use super::{Game, Incoming, insist, millis};
use crate::chat::speech::scores as speech;
use crate::chat::{Privacy, Reply};
use crate::ids::SubjectIx;
use crate::quiz::{DailyQuiz, Kind, Span};
use crate::store::{Asker, Home, MemberKey, Played, Plays, Result};

/// How many standings a page of a leaderboard has.
const PAGE: i64 = 10;

/// How many of the last rounds a profile shows: as many as are looked at before scrolling.
const ROUNDS: i64 = 5;

impl Game {
    pub(super) async fn leaderboard(
        &self,
        incoming: &Incoming,
        span: Span,
        kind: Option<Kind>,
        page: u32,
    ) -> Result<Reply> {
        let (home, now) = (&incoming.place.home, millis(incoming.event.at));
        let last = i64::from(page) * PAGE;
        // One more tells whether there is another page.
        let leaders = self.store.leaders(home, span, kind, now, last + 1).await?;
        let (first, last) = (index(last - PAGE), index(last));
        let is_more = leaders.len() > last;
        let rows: Vec<_> = leaders
            .into_iter()
            .take(last)
            .skip(first)
            .map(row)
            .collect();
        let known = self
            .store
            .known_member(&home.platform, &incoming.member_id)
            .await?;
        // Who is hidden is on no leaderboard, be it one's own line.
        let own = match known.filter(|known| !known.is_hidden) {
            Some(known) => {
                self.store
                    .standing(home, span, kind, now, &known.key)
                    .await?
            }
            None => None,
        };
        let own = own.map(row);
        let page = speech::Page {
            span,
            kind,
            number: page,
            is_last: !is_more,
        };
        Ok(speech::leaderboard(page, &rows, own.as_ref()))
    }

    pub(super) async fn profile(
        &self,
        incoming: &Incoming,
        member: Option<String>,
    ) -> Result<Reply> {
        let (home, now) = (&incoming.place.home, millis(incoming.event.at));
        let id = member.as_ref().unwrap_or(&incoming.member_id);
        let mut known = self.store.known_member(&home.platform, id).await?;
        if let (None, Some(name)) = (&known, &member) {
            known = self.store.named(home, name.trim_start_matches('@')).await?;
        }
        let Some(known) = known.filter(|known| member.is_none() || !known.is_hidden) else {
            return Ok(speech::no_profile(member.as_deref()));
        };
        let all = self
            .store
            .standing(home, Span::All, None, now, &known.key)
            .await?;
        let Some(all) = all else {
            return Ok(speech::no_profile(member.as_deref()));
        };
        let mut by_kind = Vec::new();
        for kind in Kind::ALL {
            let standing = self
                .store
                .standing(home, Span::All, Some(kind), now, &known.key)
                .await?;
            by_kind.extend(standing.map(|standing| (kind, row(standing))));
        }
        let plays = self.store.plays_by_fact(home, &known.key).await?;
        let rounds = self.store.rounds_of(home, &known.key, ROUNDS).await?;
        Ok(speech::profile(&speech::Profile {
            all: row(all),
            by_kind,
            by_topic: self.by_topic(&plays),
            days: self.days(home, &known.key).await?,
            rounds: rounds.into_iter().map(past).collect(),
            is_hidden: known.is_hidden,
        }))
    }

    /// On how many days in a row a member got the daily question right: up to the last, and the
    /// most ever, in whichever channel that is most.
    async fn days(&self, home: &Home, member: &MemberKey) -> Result<(u32, u32)> {
        let wishes = self.store.subscriptions_of(home).await?;
        let running = wishes.iter().filter_map(quiz);
        let last = running.map(|quiz| quiz.streak(&member.0)).max();
        let right = self.store.daily_right(home, member).await?;
        let (mut best, mut days) = (0, 0);
        for (at, (channel, number)) in right.iter().enumerate() {
            let follows = at > 0 && right[at - 1] == (channel.clone(), number - 1);
            days = if follows { days + 1 } else { 1 };
            best = best.max(days);
        }
        Ok((last.unwrap_or_default(), best))
    }

    /// Answers by the title of the topic that their facts fit best, most answered first. What was
    /// asked of facts that are gone belongs to no topic.
    fn by_topic(&self, plays: &[(String, Plays)]) -> Vec<(String, i64, i64)> {
        let bot = self.bot();
        let base = bot.base();
        let mut by_topic: BTreeMap<SubjectIx, Plays> = BTreeMap::new();
        for (fact, plays) in plays {
            let fact = base.fact_by_id(fact).map(|fact| base.fact(fact));
            let Some(topic) = fact.and_then(|fact| fact.subjects.first()) else {
                continue;
            };
            let sum = by_topic.entry(*topic).or_default();
            sum.answered += plays.answered;
            sum.correct += plays.correct;
        }
        let mut by_topic: Vec<_> = by_topic
            .into_iter()
            .map(|(topic, plays)| {
                let title = base.subject(topic).title.to_string();
                (title, plays.correct, plays.answered)
            })
            .collect();
        by_topic.sort_by_key(|&(_, _, answered)| Reverse(answered));
        by_topic
    }

    pub(super) async fn privacy(&self, incoming: &Incoming, privacy: Privacy) -> Result<Reply> {
        let asker = Asker {
            platform: &incoming.place.home.platform,
            member_id: &incoming.member_id,
            event_id: &incoming.event_id,
            at: millis(incoming.event.at),
        };
        Ok(match privacy {
            Privacy::Explain => speech::what_is_kept(),
            Privacy::Export => {
                let kept = self.export(&asker).await?;
                speech::exported(kept.map(|kept| format!("{kept:#}")).as_deref())
            }
            Privacy::Hide | Privacy::Show => {
                let hidden = privacy == Privacy::Hide;
                self.member(incoming).await?;
                insist(|| self.store.set_hidden(&asker, hidden)).await?;
                speech::hidden(hidden)
            }
            Privacy::Forget => {
                insist(|| self.store.forget(&asker)).await?;
                speech::forgotten()
            }
        })
    }

    /// All that is kept of a member. Of the question that they practise it has what they saw: the
    /// answer is not theirs yet.
    async fn export(&self, asker: &Asker<'_>) -> Result<Option<Value>> {
        let kept = self.store.export(asker.platform, asker.member_id).await?;
        let member = self
            .store
            .known_member(asker.platform, asker.member_id)
            .await?
            .map(|member| member.key.0)
            .unwrap_or_default();
        Ok(kept.map(|mut kept| {
            if let Some(question) = kept.pointer_mut("/exercise/question") {
                *question = question.get_mut("wording").map_or(Value::Null, Value::take);
            }
            if let Some(Value::Array(daily)) = kept.get_mut("daily") {
                for daily in daily {
                    own_part(daily, &member);
                }
            }
            kept
        }))
    }

    /// What members are called; one who was forgotten is nobody.
    pub(super) async fn names<'m>(
        &self,
        members: impl Iterator<Item = &'m str>,
    ) -> Result<impl Fn(&str) -> String> {
        let keys: Vec<MemberKey> = members.map(|member| MemberKey(member.to_owned())).collect();
        let names = self.store.names(&keys).await?;
        Ok(move |member: &str| {
            let known = names.get(&MemberKey(member.to_owned()));
            known.map_or_else(speech::nobody, Clone::clone)
        })
    }
}

/// Leaves of a channel's daily questions what is the member's own: whether the open one is answered,
/// and on how many days in a row they were right.
fn own_part(daily: &mut Value, member: &str) {
    let Some(quiz) = daily.get_mut("quiz").map(Value::take) else {
        return;
    };
    let Ok(quiz) = serde_json::from_value::<DailyQuiz>(quiz) else {
        return;
    };
    daily["answered"] = quiz.has_answered(member).into();
    daily["streak"] = quiz.streak(member).into();
    if let Some(daily) = daily.as_object_mut() {
        daily.remove("quiz");
    }
}

fn past(round: Played) -> speech::PastRound {
    speech::PastRound {
        day: round.day,
        points: round.points,
        right: round.correct,
        asked: round.answered,
    }
}

fn row(standing: crate::store::Standing) -> speech::Row {
    speech::Row {
        rank: standing.rank,
        name: standing.name,
        points: standing.points,
        right: standing.correct,
        asked: standing.answered,
        streak: standing.streak,
        streak_best: standing.streak_best,
    }
}

fn index(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}
