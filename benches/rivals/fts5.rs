//! The full-text search of `SQLite`, in memory, ranked with its own bm25.

use std::fmt::Write;

use rusqlite::Connection;

use super::{WEIGHTS, words};
use crate::document::Document;
use crate::engine::Engine;

/// A full-text table of facts.
#[derive(Debug)]
pub struct Fts5 {
    connection: Connection,
    /// The question's statement, with the weights of the columns in it.
    select: String,
}

impl Fts5 {
    /// Indexes facts, in their order.
    pub fn new(documents: impl Iterator<Item = Document>) -> rusqlite::Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        // Porter stems English; the tokenizer below it folds case and diacritics, as its manual
        // advises for text in several scripts.
        connection.execute_batch(
            "CREATE VIRTUAL TABLE fact USING fts5(title, statement, ask, names, \
             tokenize = \"porter unicode61 remove_diacritics 2\")",
        )?;
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare(
                "INSERT INTO fact(rowid, title, statement, ask, names) VALUES (?, ?, ?, ?, ?)",
            )?;
            for (row, document) in (0u32..).zip(documents) {
                let Document {
                    title,
                    statement,
                    ask,
                    names,
                } = document;
                insert.execute((row, title, statement, ask, names))?;
            }
        }
        // One segment is what FTS5 searches fastest.
        transaction.execute("INSERT INTO fact(fact) VALUES ('optimize')", ())?;
        transaction.commit()?;
        let [title, statement, ask, names] = WEIGHTS;
        Ok(Self {
            connection,
            select: format!(
                "SELECT rowid FROM fact WHERE fact MATCH ?1 \
                 AND rank MATCH 'bm25({title:.1}, {statement:.1}, {ask:.1}, {names:.1})' \
                 ORDER BY rank LIMIT ?2"
            ),
        })
    }
}

impl Engine for Fts5 {
    fn search(&self, question: &str, count: usize) -> Vec<u32> {
        // Any of the words: with all of them required, hardly a sentence finds anything.
        let mut query = String::new();
        for word in words(question) {
            let or = if query.is_empty() { "" } else { " OR " };
            write!(query, "{or}\"{word}\"").expect("a string takes all that is written");
        }
        if query.is_empty() {
            return Vec::new();
        }
        let search = || -> rusqlite::Result<Vec<u32>> {
            // Cached, so that a question pays for no parsing of SQL.
            let mut select = self.connection.prepare_cached(&self.select)?;
            let rows = select.query_map((&query, count), |row| row.get(0))?;
            rows.collect()
        };
        search().expect("a query of quoted words is well formed")
    }
}
