//! Tantivy, in memory, with its English stemmer.

use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Query, QueryParser};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use super::{WEIGHTS, words};
use crate::document::Document;
use crate::engine::Engine;

/// What the writer may hold before it writes a segment: enough that small bases are one.
const WRITER_BYTES: usize = 256 << 20;

/// How a question's fuzzy words weigh against its exact ones. They score a constant each, so this
/// also tells how little the rarity of a word counts. Of 0.3 to 8, the best on the real questions.
const FUZZY_WEIGHT: f32 = 8.0;

/// Shorter words are not matched fuzzily: there, a slip is more often another word.
const FUZZY_CHARS_MIN: usize = 4;

/// Whether words that are one slip away match too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slips {
    /// The parser's default: words match by their stems alone.
    Ignored,
    /// Each word also matches what is one slip away from its stem.
    Forgiven,
}

/// An index of facts.
pub struct Tantivy {
    searcher: Searcher,
    parser: QueryParser,
    stemmer: TextAnalyzer,
    fields: [Field; 4],
    /// The position of each document's fact, by segment.
    positions: Vec<Column<u64>>,
    slips: Slips,
}

impl Tantivy {
    /// Indexes facts, in their order.
    pub fn new(slips: Slips, documents: impl Iterator<Item = Document>) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        // Counts of words are what bm25 needs; their positions serve phrases, of which a
        // question has none, and would only make the index larger.
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(IndexRecordOption::WithFreqs);
        let text = TextOptions::default().set_indexing_options(indexing);
        let fields = ["title", "statement", "ask", "names"]
            .map(|name| schema.add_text_field(name, text.clone()));
        // A column costs less than the document store to read from.
        let position = schema.add_u64_field("position", FAST);
        let index = Index::create_in_ram(schema.build());
        fill(&index, fields, position, documents)?;

        let searcher = index.reader()?.searcher();
        let positions = searcher
            .segment_readers()
            .iter()
            .map(|segment| segment.fast_fields().u64("position"))
            .collect::<tantivy::Result<_>>()?;
        // Any of the words, in any of the fields; the parser's default.
        let mut parser = QueryParser::for_index(&index, fields.to_vec());
        for (field, weight) in fields.into_iter().zip(WEIGHTS) {
            parser.set_field_boost(field, weight);
        }
        Ok(Self {
            searcher,
            parser,
            stemmer: index.tokenizer_for_field(fields[0])?,
            fields,
            positions,
            slips,
        })
    }

    fn query(&self, question: &str) -> Box<dyn Query> {
        let words = words(question);
        let (exact, _) = self.parser.parse_query_lenient(&words.join(" "));
        if self.slips == Slips::Ignored {
            return exact;
        }
        let long = words
            .iter()
            .filter(|word| word.chars().count() >= FUZZY_CHARS_MIN);
        let fuzzy = long.flat_map(|word| self.fuzzy(word));
        Box::new(BooleanQuery::union(
            std::iter::once(exact).chain(fuzzy).collect(),
        ))
    }

    /// The word in each of the fields, give or take a letter.
    ///
    /// The parser can make such queries too, but then all words score a constant, and the right
    /// fact comes first less often.
    fn fuzzy(&self, word: &str) -> impl Iterator<Item = Box<dyn Query>> {
        let mut stem = String::new();
        let mut stemmer = self.stemmer.clone();
        stemmer
            .token_stream(word)
            .process(&mut |token| stem.clone_from(&token.text));
        self.fields
            .into_iter()
            .zip(WEIGHTS)
            .map(move |(field, weight)| {
                let term = Term::from_field_text(field, &stem);
                let query = Box::new(FuzzyTermQuery::new(term, 1, true));
                Box::new(BoostQuery::new(query, weight * FUZZY_WEIGHT)) as Box<dyn Query>
            })
    }
}

fn fill(
    index: &Index,
    fields: [Field; 4],
    position: Field,
    documents: impl Iterator<Item = Document>,
) -> tantivy::Result<()> {
    let mut writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
    // All segments are merged at the end; to merge some on the way would do work twice.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for (number, document) in (0u64..).zip(documents) {
        let Document {
            title,
            statement,
            ask,
            names,
        } = document;
        let mut row = TantivyDocument::default();
        for (field, text) in fields.into_iter().zip([title, statement, ask, names]) {
            row.add_text(field, text);
        }
        row.add_u64(position, number);
        writer.add_document(row)?;
    }
    writer.commit()?;
    // One segment is what one thread searches fastest.
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    // What was merged is still in memory until it is collected.
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()
}

impl Engine for Tantivy {
    fn search(&self, question: &str, count: usize) -> Vec<u32> {
        let best = TopDocs::with_limit(count).order_by_score();
        let found = self
            .searcher
            .search(&*self.query(question), &best)
            .expect("an index in memory can be read");
        found
            .into_iter()
            .filter_map(|(_, address)| {
                let column = &self.positions[address.segment_ord as usize];
                u32::try_from(column.first(address.doc_id)?).ok()
            })
            .collect()
    }
}
