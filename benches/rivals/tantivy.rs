//! Tantivy, in memory, with its English stemmer.

use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::QueryParser;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, Searcher, TantivyDocument};

use super::{WEIGHTS, words};
use crate::document::Document;
use crate::engine::Engine;

/// What the writer may hold before it writes a segment: enough that small bases are one.
const WRITER_BYTES: usize = 256 << 20;

/// An index of facts.
pub struct Tantivy {
    searcher: Searcher,
    parser: QueryParser,
    /// The position of each document's fact, by segment.
    positions: Vec<Column<u64>>,
}

impl Tantivy {
    /// Indexes facts, in their order.
    pub fn new(documents: impl Iterator<Item = Document>) -> tantivy::Result<Self> {
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
            positions,
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
    writer.wait_merging_threads()
}

impl Engine for Tantivy {
    fn search(&self, question: &str, count: usize) -> Vec<u32> {
        let (query, _) = self.parser.parse_query_lenient(&words(question).join(" "));
        let found = self
            .searcher
            .search(&*query, &TopDocs::with_limit(count).order_by_score())
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
