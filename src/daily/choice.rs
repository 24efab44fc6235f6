//! Which fact a channel is shown on a date.

use jiff::civil::Date;
use rand::Rng;
use rand::seq::IteratorRandom;
use serde::{Deserialize, Serialize};

use super::shown::{REPEAT_DAYS_MIN, Shown, number};
use crate::facts::{Edtf, FactBase, Point};
use crate::ids::FactIx;

/// The facts that there are to choose from, read once for many channels.
#[derive(Debug, Clone)]
pub struct Facts(Vec<Candidate>);

#[derive(Debug, Clone, Copy)]
struct Candidate {
    fact: FactIx,
    number: u32,
    date: Option<Point>,
}

/// The fact of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Which one.
    pub fact: FactIx,
    /// Why just then, if it is an anniversary.
    pub occasion: Option<Occasion>,
}

/// What happened in an earlier year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// On this day.
    Day,
    /// In this month; the source gives no day.
    Month,
}

impl Facts {
    /// These facts of a base.
    pub fn new(base: &FactBase, facts: impl Iterator<Item = FactIx>) -> Self {
        let candidates = facts.map(|ix| {
            let fact = base.fact(ix);
            let date = match fact.date.edtf {
                Some(Edtf::Point(point)) => Some(point),
                _ => None,
            };
            Candidate {
                fact: ix,
                number: number(fact.id.as_str()),
                date,
            }
        });
        Self(candidates.collect())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The fact of a date, which then counts as shown: an anniversary, else one that was not shown
    /// since all were, any of them as likely as any other. None if all were shown too recently.
    pub fn choose(&self, date: Date, shown: &mut Shown, random: &mut impl Rng) -> Option<Choice> {
        let fresh = |candidate: &&Candidate| !shown.is_recent(candidate.number, date);
        let occasions = self.0.iter().filter(fresh).filter_map(|candidate| {
            let occasion = occasion(candidate.date?, date)?;
            Some((occasion, candidate))
        });
        let first = occasions.clone().map(|(occasion, _)| occasion).min();
        let chosen = if let Some(first) = first {
            let best = occasions.filter(|(occasion, _)| *occasion == first);
            best.map(|(_, candidate)| *candidate).choose(random)
        } else {
            if self.0.iter().all(|one| shown.is_in_lap(one.number)) {
                shown.begin_lap();
            }
            let shown = &*shown;
            let fresh = || {
                let fresh = |one: &&Candidate| !shown.is_recent(one.number, date);
                self.0.iter().filter(fresh)
            };
            let new = || fresh().filter(|one| !shown.is_in_lap(one.number));
            // What has its day soon is kept for it; of few facts with many such days, what is left
            // may have been shown too recently.
            let free = new().filter(|one| !one.date.is_some_and(|of| is_soon(of, date)));
            free.choose(random)
                .or_else(|| new().choose(random))
                .or_else(|| fresh().choose(random))
                .copied()
        };
        let chosen = chosen?;
        shown.add(chosen.number, date);
        Some(Choice {
            fact: chosen.fact,
            occasion: first,
        })
    }
}

/// What a date is the anniversary of.
fn occasion(of: Point, date: Date) -> Option<Occasion> {
    match of {
        Point::Day(day) => {
            let is_day = day.month() == date.month() && day.day() == date.day();
            (is_day && day.year() < date.year()).then_some(Occasion::Day)
        }
        Point::Month(year, month) => {
            (month == date.month() && year < date.year()).then_some(Occasion::Month)
        }
        Point::Year(_) | Point::Decade(_) => None,
    }
}

/// Whether what happened then has its anniversary before it could be shown again.
fn is_soon(of: Point, date: Date) -> bool {
    let (month, day) = match of {
        Point::Day(day) => (day.month(), day.day()),
        Point::Month(_, month) => (month, 1),
        Point::Year(_) | Point::Decade(_) => return false,
    };
    (date.year()..=date.year() + 1).any(|year| {
        let next = Date::new(year, month, day);
        next.is_ok_and(|next| {
            let days = next.duration_since(date).as_hours() / 24;
            (1..=i64::from(REPEAT_DAYS_MIN)).contains(&days)
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::{Date, date};
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::{Candidate, Facts, Occasion};
    use crate::daily::{REPEAT_DAYS_MIN, Shown};
    use crate::facts::Point;
    use crate::ids::FactIx;

    /// Facts of which the first have these dates, and the others none.
    fn facts(dates: &[Point], count: u32) -> Facts {
        let candidates = (0..count).map(|at| Candidate {
            fact: FactIx(at),
            number: at,
            date: usize::try_from(at)
                .ok()
                .and_then(|at| dates.get(at))
                .copied(),
        });
        Facts(candidates.collect())
    }

    /// What is shown from a date on, day by day.
    fn days(
        facts: &Facts,
        from: Date,
        count: usize,
        seed: u64,
    ) -> Vec<Option<(u32, Option<Occasion>)>> {
        let mut random = StdRng::seed_from_u64(seed);
        let mut shown = Shown::default();
        let mut day = from;
        let mut all = Vec::new();
        for _ in 0..count {
            let choice = facts.choose(day, &mut shown, &mut random);
            all.push(choice.map(|choice| (choice.fact.0, choice.occasion)));
            // It is kept as text in between.
            let kept = serde_json::to_string(&shown).expect("text");
            shown = serde_json::from_str(&kept).expect("what was kept");
            day = day.tomorrow().expect("another day");
        }
        all
    }

    #[test]
    fn an_anniversary_comes_first_and_that_of_a_day_before_that_of_a_month() {
        let dates = [
            Point::Month(2018, 5),
            Point::Day(date(1948, 5, 1)),
            Point::Day(date(2026, 5, 2)),
        ];
        let shown = days(&facts(&dates, 60), date(2026, 5, 1), 3, 1);
        assert_eq!(shown[0], Some((1, Some(Occasion::Day))));
        assert_eq!(shown[1], Some((0, Some(Occasion::Month))));
        // What happens today has no anniversary.
        assert!(matches!(shown[2], Some((_, None))));
    }

    #[test]
    fn what_was_shown_lately_has_to_wait_even_on_its_anniversary() {
        let dates = [Point::Day(date(1948, 5, 1))];
        let facts = facts(&dates, 60);
        let mut random = StdRng::seed_from_u64(1);
        let mut shown = Shown::default();
        shown.add(0, date(2026, 4, 2));
        let choice = facts.choose(date(2026, 5, 1), &mut shown, &mut random);
        assert_eq!(choice.and_then(|choice| choice.occasion), None);
        let mut shown = Shown::default();
        shown.add(0, date(2026, 4, 1));
        let choice = facts.choose(date(2026, 5, 1), &mut shown, &mut random);
        assert_eq!(choice.map(|choice| choice.fact.0), Some(0));
    }

    #[test]
    fn what_has_its_day_soon_is_kept_for_it() {
        let dates = [Point::Day(date(1948, 5, 1)), Point::Month(2018, 5)];
        for seed in 0..50 {
            let shown = days(&facts(&dates, 60), date(2026, 4, 2), 30, seed);
            assert!(shown[..29].iter().flatten().all(|(fact, _)| *fact > 1));
            assert_eq!(shown[29], Some((0, Some(Occasion::Day))));
        }
    }

    #[test]
    fn few_facts_are_shown_and_then_nothing_until_the_time_is_over() {
        let shown = days(&facts(&[], 3), date(2026, 1, 1), 33, 1);
        assert_eq!(shown.iter().flatten().count(), 6);
        assert!(shown[3..30].iter().all(Option::is_none));
        assert_eq!(days(&facts(&[], 0), date(2026, 1, 1), 1, 1), [None]);
    }

    proptest! {
        #[test]
        fn everything_is_shown_before_anything_is_again(count in 31_u32..90, seed: u64) {
            let count_days = usize::try_from(count).expect("few") * 3;
            let shown = days(&facts(&[], count), date(2026, 1, 1), count_days, seed);
            let mut last: BTreeMap<u32, usize> = BTreeMap::new();
            for (at, fact) in shown.iter().enumerate() {
                let (fact, _) = fact.expect("there are enough");
                if let Some(before) = last.insert(fact, at) {
                    prop_assert!(at - before >= usize::try_from(REPEAT_DAYS_MIN).expect("few"));
                }
            }
            for lap in shown.chunks(usize::try_from(count).expect("few")) {
                let different: std::collections::BTreeSet<_> = lap.iter().flatten().collect();
                prop_assert_eq!(different.len(), lap.len());
            }
        }
    }
}
