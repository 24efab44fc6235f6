//! Questions that people asked, on facts that nobody here wrote.
//!
//! The folder named by `ATTACHE_WEBQ` holds `webq.facts.jsonl` (relation facts: a subject, a
//! relation, the answers) and `webq.dev.jsonl` (questions, each with the facts that are right).
//! They are read from where they lie.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use attache::answers::Answers;
use attache::facts::{
    Certainty, Entity, EntityKind, EventDate, Fact, FactBase, Pack, Part, Participant, Source,
    Subject,
};
use attache::ids::{
    EntityId, EntityIx, FactId, PackId, PackIx, SourceId, SourceIx, SubjectId, SubjectIx,
};
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::Deserialize;

use crate::document::Document;
use crate::engine::Engine;
use crate::generated::with_typo;
use crate::rivals::{Fts5, Slips, Tantivy};
use crate::trial::share;

/// The folder with the facts and the questions.
const FOLDER: &str = "ATTACHE_WEBQ";

/// Any number would do; this one makes every run put the same typos in.
const TYPO_SEED: u64 = 0x7079_6f74;

/// The shares of right first answers to exceed: as typed, and with a typo.
const MARKS: [f64; 2] = [63.0, 57.0];

/// Prints how often the right fact comes first, or what is needed to find out.
pub fn run() -> Result<()> {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        println!("Real questions: left out; {FOLDER} has to name the folder with webq.*.jsonl.");
        return Ok(());
    };
    let base = Arc::new(base(&read(&folder.join("webq.facts.jsonl"))?));
    let questions: Vec<Question> = read(&folder.join("webq.dev.jsonl"))?;
    let documents = || {
        base.facts
            .iter()
            .map(|fact| Document::new(fact, |ix| base.entity(ix)))
    };
    let engines: [(&str, Box<dyn Engine>); 4] = [
        ("attaché", Box::new(Answers::new(Arc::clone(&base)))),
        ("FTS5", Box::new(Fts5::new(documents())?)),
        (
            "tantivy",
            Box::new(Tantivy::new(Slips::Ignored, documents())?),
        ),
        (
            "tantivy, fuzzy",
            Box::new(Tantivy::new(Slips::Forgiven, documents())?),
        ),
    ];

    println!("## Real questions\n");
    println!(
        "{} facts, {} questions; how often the right fact comes first.\n",
        base.facts.len(),
        questions.len()
    );
    println!("| | as typed | with a typo |\n| --- | --- | --- |");
    let slipped: Vec<Question> = questions
        .iter()
        .zip(0..)
        .map(|(question, number)| question.slipped(number))
        .collect();
    for (name, engine) in engines {
        let shares = [&questions, &slipped].map(|questions| right_first(&*engine, questions));
        println!("| {name} | {:.1} % | {:.1} % |", shares[0], shares[1]);
    }
    println!("| mark | {:.1} % | {:.1} % |\n", MARKS[0], MARKS[1]);
    Ok(())
}

/// A line of `webq.facts.jsonl`.
#[derive(Debug, Deserialize)]
struct Triple {
    id: u32,
    subject: String,
    relation: String,
    answers: Vec<String>,
}

/// A line of `webq.dev.jsonl`.
#[derive(Debug, Deserialize)]
struct Question {
    query: String,
    /// The ids of the triples that answer it.
    gold: Vec<u32>,
}

impl Question {
    fn slipped(&self, number: u64) -> Self {
        // Seeded for each question by itself, so that the typos do not depend on the others.
        let mut rng = StdRng::seed_from_u64(TYPO_SEED + number);
        Self {
            query: with_typo(&self.query, &mut rng),
            gold: self.gold.clone(),
        }
    }
}

fn read<T: for<'d> Deserialize<'d>>(path: &Path) -> Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    text.lines()
        .map(|line| {
            serde_json::from_str(line).with_context(|| format!("in {}: {line}", path.display()))
        })
        .collect()
}

fn right_first(engine: &dyn Engine, questions: &[Question]) -> f64 {
    let right = questions.iter().filter(|question| {
        let first = engine.search(&question.query, 1);
        first
            .first()
            .is_some_and(|first| question.gold.contains(first))
    });
    share(right.count(), questions.len())
}

/// A fact for each triple, at the position that is its id.
fn base(triples: &[Triple]) -> FactBase {
    let mut base = FactBase::default();
    base.packs.push(Pack {
        id: PackId::new("webq"),
        title: "Relations".into(),
        about: "Relations of well-known subjects.".into(),
        notes: None,
    });
    base.sources.push(Source {
        id: SourceId::new("webq"),
        pack: PackIx(0),
        cite: "relations".into(),
        called: None,
        date: EventDate::default(),
        paragraphs: 1,
    });
    base.subjects.push(Subject {
        id: SubjectId::new("relations"),
        title: "Relations".into(),
        aliases: Box::default(),
    });
    let mut entities: HashMap<&str, EntityIx> = HashMap::new();
    for triple in triples {
        assert_eq!(triple.id as usize, base.facts.len(), "ids count from 0");
        let next = EntityIx(u32::try_from(base.entities.len()).expect("some thousand entities"));
        let subject = *entities.entry(&triple.subject).or_insert_with(|| {
            base.entities.push(entity(&triple.subject, next));
            next
        });
        base.facts.push(fact(triple, subject));
    }
    base
}

fn entity(name: &str, ix: EntityIx) -> Entity {
    Entity {
        id: EntityId::new(format!("subject-{}", ix.0)),
        // Most of them are; nothing in the data tells which.
        kind: EntityKind::Person,
        name: name.into(),
        class: None,
        office: None,
        of: None,
        stands_for: None,
        rivals: Box::default(),
        aliases: Box::default(),
    }
}

fn fact(triple: &Triple, subject: EntityIx) -> Fact {
    let Triple {
        id,
        subject: name,
        relation,
        answers,
    } = triple;
    Fact {
        id: FactId::new(format!("relation-{id}")),
        title: format!("{name} {relation}").into(),
        statement: format!("{name} — {relation}: {}", answers.join(", ")).into(),
        quiz: None,
        unasked: None,
        date: EventDate::default(),
        who: [Participant {
            entity: subject,
            part: Part::Actor,
        }]
        .into(),
        places: Box::default(),
        what: Box::default(),
        subjects: [SubjectIx(0)].into(),
        amount: None,
        reason: None,
        certainty: Certainty::Stated,
        said_by: None,
        source: SourceIx(0),
        paragraph: 1,
        related: Box::default(),
        ask: Box::default(),
        silent_on: Box::default(),
    }
}
