//! What the asking words of a question say: "who", "how many", "which general", "name the".

use std::ops::Range;

use super::finding::Want;
use super::grammar;
use super::lexicon;
use super::names::Mention;
use super::words::Word;
use crate::facts::EntityKind;

/// The most that "which" asks for by number: "which three states".
const COUNT_MAX: u32 = 12;

/// How far behind "which" the kind is looked for.
const KIND_WORDS_MAX: usize = 5;

/// What the asking words of a question say.
#[derive(Debug)]
pub struct Asked {
    /// What is wanted.
    pub want: Want,
    /// The kind of thing asked for.
    pub focus: Option<EntityKind>,
    /// What is counted.
    pub counted: Option<CountedAt>,
    /// The stems of what "which" asks for, those that tell something.
    pub called: Vec<String>,
    /// Whether the month or the day is asked for.
    pub month: bool,
    /// Whether something to come is asked for: "when will".
    pub is_future: bool,
    /// The words after "which" that say what is asked for.
    pub kinds: Range<usize>,
    /// Whether the name of a thing is asked for.
    pub asks_name: bool,
    /// What stands behind "name of".
    pub name_of: Option<usize>,
    /// Where the asking word stands.
    pub at: usize,
    /// The first word of content after it.
    pub head: Option<usize>,
    /// The word that says what is asked of a thing: "old" in "how old".
    pub attribute: Option<usize>,
    /// Words that have said their part: "year" in "which year".
    pub spent: Vec<usize>,
}

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub enum CountedAt {
    /// The position of the word that is counted.
    Many(usize),
    /// Money.
    Much,
}

impl Asked {
    /// Reads the asking words; what a command wants stands, unless it is [`Want::Open`].
    pub fn read(command: Want, words: &[Word]) -> Self {
        let mut asked = Self {
            want: command,
            focus: None,
            counted: None,
            called: Vec::new(),
            month: false,
            is_future: words
                .iter()
                .any(|word| matches!(word.text.as_str(), "will" | "shall" | "next" | "upcoming")),
            kinds: 0..0,
            name_of: None,
            asks_name: false,
            at: 0,
            head: None,
            attribute: None,
            spent: Vec::new(),
        };
        let text = |at: usize| words.get(at).map_or("", |word: &Word| word.text.as_str());
        for at in 0..words.len() {
            let want = asked.want_at(words, at);
            // The first word that asks decides: in "who knows when", who is not asked for.
            // Only what "what" asks for may be told by a later word: "what was the cost of".
            if let Some(want) = want
                && (asked.want == Want::Open || (asked.want == Want::What && want == Want::HowMany))
            {
                asked.want = want;
                asked.at = at;
            }
        }
        asked.head = (asked.at..words.len()).find(|at| {
            let entry = lexicon::entry(text(*at));
            !asked.spent.contains(at)
                && entry.is_none_or(|entry| !entry.stop && !entry.light && entry.asks.is_none())
        });
        if command == Want::HowMany && asked.counted.is_none() && counts_first(words) {
            asked.counted = Some(CountedAt::Many(0));
        }
        asked
    }

    /// What the word at a place wants, if it asks.
    fn want_at(&mut self, words: &[Word], at: usize) -> Option<Want> {
        let text = |at: usize| words.get(at).map_or("", |word: &Word| word.text.as_str());
        let asks = |word: &str| lexicon::entry(word).and_then(|entry| entry.asks);
        match (text(at), text(at + 1)) {
            ("how", many) if is_many(many) => {
                self.counted.get_or_insert(CountedAt::Many(at + 2));
                self.spent.extend([at, at + 1]);
                Some(Want::HowMany)
            }
            ("number" | "count", "of") => {
                self.counted.get_or_insert(CountedAt::Many(at + 2));
                self.spent.extend([at, at + 1]);
                Some(Want::HowMany)
            }
            ("how", "much" | "big" | "large" | "expensive") => {
                self.counted.get_or_insert(CountedAt::Much);
                self.spent.extend([at, at + 1]);
                Some(Want::HowMany)
            }
            ("name" | "names" | "title", "of") => {
                self.asks_name = true;
                self.name_of = Some(at + 2);
                self.spent.push(at);
                None
            }
            ("called" | "named", _) | ("by", "name") => {
                self.asks_name = true;
                self.spent.push(at);
                None
            }
            ("stand" | "stands", "for") => {
                self.spent.push(at);
                Some(Want::What)
            }
            ("how", "come") | ("what", "for") | ("for", "what") => {
                self.spent.push(at + 1);
                Some(Want::Why)
            }
            ("how", attribute) if lexicon::entry(attribute).is_none_or(|entry| !entry.stop) => {
                self.attribute = Some(at + 1);
                Some(Want::What)
            }
            ("what" | "which", "name") => {
                self.asks_name = true;
                self.spent.push(at + 1);
                Some(Want::What)
            }
            // "Whose tanks": somebody is asked for; "whose president": him.
            ("whose", _) => match self.kind(words, at + 1) {
                Some(Want::What) => Some(Want::Who),
                want => want,
            },
            (word, _) if asks(word) == Some(Want::What) => self.kind(words, at + 1),
            ("name", next) => {
                self.spent.push(at);
                self.kind(
                    words,
                    at + 1 + usize::from(matches!(next, "the" | "a" | "all")),
                )
            }
            ("reason" | "reasons" | "motive", _) => Some(Want::Why),
            ("value" | "cost" | "price" | "amount" | "sum" | "figure", _)
                if matches!(self.want, Want::What) =>
            {
                self.counted.get_or_insert(CountedAt::Much);
                Some(Want::HowMany)
            }
            ("size" | "cost" | "price" | "amount", "of") => {
                self.counted.get_or_insert(CountedAt::Much);
                Some(Want::HowMany)
            }
            ("date" | "year", "of") => Some(Want::When),
            (word, _) => asks(word),
        }
    }

    /// "Which year", "what city", "name the general".
    fn kind(&mut self, words: &[Word], at: usize) -> Option<Want> {
        let is_which = at == 0 || !words[at - 1].text.starts_with("wha");
        let Some(first) = words.get(at) else {
            return Some(Want::What);
        };
        let want = match first.text.as_str() {
            "year" | "date" | "day" | "weekday" | "month" | "decade" | "decades" | "time" => {
                self.month = matches!(first.text.as_str(), "month" | "day" | "weekday" | "date");
                Some(Want::When)
            }
            "reason" | "purpose" | "motive" => Some(Want::Why),
            "number" | "amount" | "sum" | "price" => Some(Want::HowMany),
            _ => None,
        };
        if want.is_some() {
            self.spent.push(at);
            return want;
        }
        // "Which two states", but not "which 2014 agreement" or "which 20th summit".
        let counts = |number: &Word, kind: &Word| {
            let is_count = matches!(number.text.as_str(), "one" | "two")
                || number
                    .text
                    .parse()
                    .is_ok_and(|count: u32| count <= COUNT_MAX);
            is_count
                && kind.text.ends_with('s')
                && lexicon::entry(&kind.text).is_some_and(|entry| entry.focus.is_some())
        };
        let is_counted = matches!(&words[at..], [number, kind, ..] if counts(number, kind));
        self.spent.extend(is_counted.then_some(at));
        let at = at + usize::from(is_counted);
        let is_kind = |word: &Word| lexicon::entry(&word.text)?.focus;
        // "Which surface-to-air missile system": the last of the words tells the kind; "which
        // agency the minister": those that follow it are others.
        let is_phrase = |word: &&Word| {
            let is_verb = lexicon::verb(&word.stem).is_some();
            word.text == "to"
                || is_kind(word).is_some()
                || !(is_verb || lexicon::is_stop(&word.text))
        };
        let length = words[at..]
            .iter()
            .take(KIND_WORDS_MAX)
            .take_while(is_phrase)
            .count();
        let mut phrase = words[at..at + length].iter();
        self.kinds = at..at
            + if is_which {
                length.min(2)
            } else {
                length.min(1)
            };
        // After "what", the kind has to follow at once: "what the government spends" asks for none.
        if !is_which {
            let is_kind = |word: &&Word| is_kind(word).is_some() && word.text != "government";
            phrase = words[at..at + words[at..].iter().take_while(is_kind).count()].iter();
        } else if let Some(first) = phrase.clone().position(|word| is_kind(word).is_some()) {
            let kinds = |word: &&Word| is_kind(word).is_some();
            let length = first + phrase.as_slice()[first..].iter().take_while(kinds).count();
            phrase = words[at..at + length].iter();
        }
        let focus = phrase.clone().filter_map(is_kind).next_back();
        self.focus = self.focus.or(focus);
        let telling = phrase.filter(|word| {
            lexicon::entry(&word.text).is_some_and(|entry| entry.focus.is_some() && !entry.generic)
        });
        self.called.extend(telling.map(|word| word.stem.clone()));
        Some(match focus {
            Some(EntityKind::Person | EntityKind::State | EntityKind::Organisation) => Want::Who,
            Some(EntityKind::Place) => Want::Where,
            _ => Want::What,
        })
    }
}

/// The words of a question that say what it does not ask for: "trade" in "what do they discuss
/// besides trade"; and those that say so.
pub fn besides(words: &[Word], mentions: &[Mention]) -> (Range<usize>, Range<usize>) {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let opens = |at: usize| match (text(at), text(at + 1)) {
        ("besides" | "except", _) => Some(at..at + 1),
        ("apart" | "aside", "from") | ("other", "than") => Some(at..at + 2),
        _ => None,
    };
    let Some(opening) = (0..words.len()).find_map(opens) else {
        return (0..0, 0..0);
    };
    // One name, or a noun with what stands before it; an act takes its name along: "inviting
    // Putin". What follows is asked again.
    let mut end = opening.end;
    while let Some(word) = words.get(end) {
        if let Some(name) = mentions.iter().find(|mention| mention.words.start == end) {
            end = name.words.end;
            if text(end) != "and" {
                break;
            }
        }
        let entry = lexicon::entry(&word.text);
        let goes_on = entry.is_some_and(|entry| entry.asks.is_some())
            || grammar::is_auxiliary(&word.text)
            || word.text.ends_with("ed");
        if goes_on {
            break;
        }
        end += 1;
    }
    (opening.start..opening.end, opening.end..end)
}

/// "Many", or a slip for it, which is too short to be mended elsewhere.
fn is_many(word: &str) -> bool {
    let is_slip = word.starts_with('m') && strsim::osa_distance(word, "many") == 1;
    word == "many" || (is_slip && lexicon::entry(word).is_none())
}

/// Whether a text after `/howmany` begins with what is counted: "countries attended", but not
/// "arms deal".
fn counts_first(words: &[Word]) -> bool {
    let [first, second, ..] = words else {
        return false;
    };
    let is_past = second.text.ends_with("ed") || second.text != second.stem;
    first.text.ends_with('s')
        && (lexicon::is_stop(&second.text) || (is_past && !second.text.ends_with(['s', 'e', 'g'])))
}
