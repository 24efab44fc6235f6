//! What a fact stands on.

use super::words;
use crate::chat::{Block, Line};
use crate::facts::{EventDate, Fact, FactBase};
use crate::ids::FactIx;

/// Everything that the pack says about a fact.
pub(super) fn source(base: &FactBase, ix: FactIx) -> Vec<Block> {
    let fact = base.fact(ix);
    let mut blocks = vec![
        Block::Heading(Line::new().strong(&fact.title)),
        Block::Paragraph(Line::new().plain(&fact.statement)),
        Block::List(details(base, fact)),
    ];
    let related = fact.related.iter().map(|ix| words::fact_to_try(base, *ix));
    blocks.extend(words::suggestions("Related:", related.collect()));
    blocks
}

fn details(base: &FactBase, fact: &Fact) -> Vec<Line> {
    let detail = |label: &str, text: &str| Line::new().strong(label).plain(": ").plain(text);
    let source = base.source(fact.source);
    let place = format!("{} of {}", base.place_in_source(fact), source.paragraphs);
    let mut details = vec![
        detail("Source", &place),
        detail("Certainty", &fact.certainty_in_words()),
        detail("Date", &date(&fact.date)),
    ];
    if let Some(amount) = &fact.amount {
        let of = amount.of.as_ref().map(|of| format!(" ({of})"));
        details.push(detail(
            "Amount",
            &(amount.in_words() + of.unwrap_or_default().as_str()),
        ));
    }
    if let Some(reason) = &fact.reason {
        details.push(detail("Reason given", &format!("because {reason}")));
    }
    if !fact.silent_on.is_empty() {
        details.push(detail("Not said", &fact.silent_on.join("; ")));
    }
    details
}

/// The date and how it is known.
fn date(date: &EventDate) -> String {
    let said = date
        .said
        .as_ref()
        .map(|said| format!("the source says “{said}”"));
    match (date.edtf, &date.inferred, said) {
        (Some(edtf), Some(why), _) => format!("{}, inferred: {why}", edtf.in_words()),
        (Some(edtf), None, Some(said)) => format!("{}; {said}", edtf.in_words()),
        (Some(edtf), None, None) => format!("{}, as the source gives it", edtf.in_words()),
        (None, _, Some(said)) => format!("none given; {said}"),
        (None, _, None) => "none given".to_owned(),
    }
}
