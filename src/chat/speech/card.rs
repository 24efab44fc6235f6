//! What is known of an entity.

use super::words;
use crate::answers::CARD_FACTS_MAX;
use crate::chat::{Block, Line, Topic};
use crate::facts::{Fact, FactBase};
use crate::ids::{EntityIx, FactIx};

/// Its name, what it is, and what it did with when.
pub(super) fn card(base: &FactBase, ix: EntityIx, facts: &[FactIx]) -> Vec<Block> {
    let entity = base.entity(ix);
    let shown = &facts[..facts.len().min(CARD_FACTS_MAX)];
    let mut blocks = vec![Block::Heading(Line::new().strong(&entity.name))];
    if let Some(what) = words::what_it_is(base, entity) {
        blocks.push(Block::Paragraph(Line::new().plain(&words::sentence(&what))));
    }
    let items = shown.iter().map(|ix| item(base.fact(*ix))).collect();
    blocks.push(Block::List(items));
    blocks.push(Block::Note(sources(base, shown)));
    if facts.len() > shown.len() {
        let commands = if Topic::Entity(ix).is_dated(base) {
            &["timeline", "fact"][..]
        } else {
            &["fact"]
        };
        let items = commands
            .iter()
            .map(|command| Line::new().code(&format!("/{command} {}", entity.name)));
        blocks.extend(words::suggestions("More of it:", items.collect()));
    }
    blocks
}

fn item(fact: &Fact) -> Line {
    let line = match words::when(&fact.date) {
        Some(when) => Line::new().strong(&words::capitalised(&when)).plain(": "),
        None => Line::new(),
    };
    line.plain(&fact.statement).emphasis(fact.certainty_mark())
}

/// Each source once, with all its paragraphs that the card draws on.
fn sources(base: &FactBase, facts: &[FactIx]) -> Line {
    let mut places: Vec<_> = facts
        .iter()
        .map(|ix| base.fact(*ix))
        .map(|fact| (fact.source, fact.paragraph))
        .collect();
    places.sort_unstable();
    places.dedup();
    let cited: Vec<_> = places
        .chunk_by(|(one, _), (other, _)| one == other)
        .map(|places| {
            let paragraphs: Vec<_> = places
                .iter()
                .map(|(_, number)| number.to_string())
                .collect();
            let noun = if paragraphs.len() == 1 {
                "paragraph"
            } else {
                "paragraphs"
            };
            let cite = &base.source(places[0].0).cite;
            format!("{cite}, {noun} {}", words::list(&paragraphs))
        })
        .collect();
    Line::new().emphasis(&format!("Source: {}.", cited.join("; ")))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::CARD_FACTS_MAX;
    use crate::answers::{Answers, Want};
    use crate::chat::{Record, Response};
    use crate::facts::FactBase;

    const HEAD: &str = r#"
        pack = { id = "p", title = "P", about = "A pack." }
        source = [{ id = "s", cite = "S", paragraphs = 1 }]
        subject = [{ id = "x", title = "X" }]
        entity = [{ id = "zenda", kind = "place", name = "Zenda" }]
        "#;

    /// What is said of a place with so many facts, each with this date if any.
    fn record(facts: usize, date: &str) -> Record {
        let fact = |ix| {
            format!(
                "[[fact]]\nid = 'fact-{ix}'\ntitle = 'Fair {ix}'\nstatement = 'A fair was held.'\n\
                 where = ['zenda']\nsubjects = ['x']\ncertainty = 'stated'\nsource = 's'\n\
                 paragraph = 1\n{date}"
            )
        };
        let facts: String = (0..facts).map(fact).collect();
        let base = FactBase::load([("pack.toml", format!("{HEAD}\n{facts}"))])
            .unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        let answers = Answers::new(Arc::new(base));
        let finding = answers.ask(Want::What, "zenda");
        Record::new(answers.base(), &Response::Finding(finding))
    }

    #[test]
    fn a_card_says_that_there_is_more_only_where_there_is() {
        let full = record(CARD_FACTS_MAX, "");
        assert_eq!(full.facts.len(), CARD_FACTS_MAX);
        assert_eq!(full.suggestions, [""; 0]);
        let cut = record(CARD_FACTS_MAX + 1, "date = { edtf = '1931' }\n");
        assert_eq!(cut.facts.len(), CARD_FACTS_MAX);
        assert_eq!(cut.suggestions, ["/timeline Zenda", "/fact Zenda"]);
        let undated = record(CARD_FACTS_MAX + 1, "");
        assert_eq!(undated.suggestions, ["/fact Zenda"]);
    }
}
