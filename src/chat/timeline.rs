//! Dated facts in order of date.

use super::{Topic, topic};
use crate::facts::{Edtf, FactBase};
use crate::ids::FactIx;

/// As many as a reader looks through; narrowing the list gets at the rest.
const FACTS_MAX: usize = 40;

/// Dated facts in order of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The only topic listed.
    pub topic: Option<Topic>,
    /// Its facts, the earliest first.
    pub facts: Vec<FactIx>,
    /// How many more fit but are too many to list.
    pub cut: usize,
    /// How many facts of the topic have no date.
    pub undated: usize,
}

impl Timeline {
    /// Lists the facts that lie, wholly or in part, between two dates.
    pub fn new(
        base: &FactBase,
        topic: Option<Topic>,
        from: Option<Edtf>,
        to: Option<Edtf>,
    ) -> Self {
        // A lone interval bounds both ends; a lone date leaves the later end open.
        let to = to.or(from.filter(|from| matches!(from, Edtf::Interval(..))));
        let is_within = |date: Edtf| {
            let (first, last) = date.timeline_key();
            from.is_none_or(|from| last >= from.timeline_key().0)
                && to.is_none_or(|to| first <= to.timeline_key().1)
        };
        let mut facts = Vec::new();
        let mut undated = 0;
        for ix in topic::facts_of(base, topic) {
            match base.fact(ix).date.edtf {
                Some(date) if is_within(date) => facts.push((date, ix)),
                Some(_) => {}
                None => undated += 1,
            }
        }
        facts.sort_by_key(|(date, ix)| (date.timeline_key(), *ix));
        Self {
            topic,
            cut: facts.len().saturating_sub(FACTS_MAX),
            facts: facts
                .into_iter()
                .map(|(_, ix)| ix)
                .take(FACTS_MAX)
                .collect(),
            undated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Timeline;
    use crate::facts::FactBase;

    const HEAD: &str = r#"
        pack = { id = "p", title = "P", about = "A pack." }
        source = [{ id = "s", cite = "S", date = { edtf = "2020" }, paragraphs = 1 }]
        subject = [{ id = "x", title = "X" }]
        "#;

    /// A base with a fact for each date; an empty one is none.
    fn base(dates: &[&str]) -> FactBase {
        let fact = |(ix, date): (usize, &&str)| {
            let date = match *date {
                "" => String::new(),
                date => format!("date = {{ edtf = '{date}' }}\n"),
            };
            format!(
                "[[fact]]\nid = 'fact-{ix}'\ntitle = 'Fact {ix}'\nstatement = 'It was.'\n{date}\
                 subjects = ['x']\ncertainty = 'stated'\nsource = 's'\nparagraph = 1\n"
            )
        };
        let facts: Vec<_> = dates.iter().enumerate().map(fact).collect();
        FactBase::load([("pack.toml", format!("{HEAD}\n{}", facts.concat()))])
            .unwrap_or_else(|problems| panic!("{}", problems.render(false)))
    }

    #[test]
    fn facts_lie_between_two_dates_in_order() {
        let base = base(&["2019-06-14", "1948-05-01", "195X/197X", "", "2014/.."]);
        let check = |from: &str, to: &str, expect: &[u32]| {
            let date = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
            let timeline = Timeline::new(&base, None, date(from), date(to));
            let facts: Vec<_> = timeline.facts.iter().map(|ix| ix.0).collect();
            assert_eq!(facts, expect, "{from} {to}");
            assert_eq!((timeline.undated, timeline.cut), (1, 0));
        };
        check("", "", &[1, 2, 4, 0]);
        check("1970", "", &[2, 4, 0]);
        check("", "1950", &[1, 2]);
        check("1980", "2014", &[4]);
        check("1940/1955", "", &[1, 2]);
        check("2019-06", "2019-06-14", &[4, 0]);
    }

    #[test]
    fn a_long_timeline_is_cut_and_says_so() {
        let base = base(&["2019"; 50]);
        let timeline = Timeline::new(&base, None, None, None);
        assert_eq!((timeline.facts.len(), timeline.cut), (40, 10));
    }
}
