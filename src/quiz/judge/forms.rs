//! The forms that a name may be given in, each read once.

use super::form::Form;
use super::script::Script;
use super::shape::{renumbered, without_brackets};
use super::slip;
use super::text::Text;
use super::{family, lexicon};

/// All forms of a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    /// Each form, in the order in which they were read.
    pub(super) all: Vec<Form>,
    /// Where the forms are that begin with a byte; in order of the bytes, then of the forms.
    by_start: Vec<(u8, usize)>,
}

impl Forms {
    /// No form at all.
    pub(super) const NONE: Self = Self {
        all: Vec::new(),
        by_start: Vec::new(),
    };

    /// The forms of a name and its aliases.
    pub(super) fn new(name: &str, aliases: &[String]) -> Self {
        let mut forms = Self::default();
        for name in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            forms.add(name);
        }
        forms.mark_surnames();
        forms
    }

    /// These names as they are.
    pub(super) fn whole(names: &[String]) -> Self {
        let mut forms = Self::default();
        for name in names {
            forms.push(name, false);
        }
        forms
    }

    fn add(&mut self, name: &str) {
        self.push(name, false);
        let bare = without_brackets(name);
        if bare != name {
            self.push(&bare, false);
        }
        if let Some(other) = renumbered(&bare) {
            self.push(&other, false);
        }
        if let Some((main, also)) = bare.split_once(" accept ") {
            self.push(main, false);
            also.split(" or ").for_each(|other| self.push(other, false));
        }
        // "(accept Duke of Cambridge)"
        if let Some((_, also)) = name.split_once("(accept ") {
            self.push(also.trim_end_matches(')'), false);
        }
        for alternative in bare.split(" or ").flat_map(|part| part.split(" / ")) {
            if alternative.len() < bare.len() {
                self.push(alternative, false);
            }
        }
        if let Some((first, rest)) = bare.split_once(", ") {
            if !rest.contains(',') && !rest.contains(" and ") {
                self.push(&format!("{rest} {first}"), true);
            }
            if !bare.contains(" and ") {
                self.push(first, true);
            }
        }
        // "The Azov Sea" is the Sea of Azov.
        if let Some((kind, of)) = bare.split_once(" of ")
            && !kind.contains(' ')
            && lexicon::is_kind(&kind.to_lowercase())
        {
            self.push(&format!("{of} {kind}"), false);
        }
        if let Some((work, _)) = bare.split_once(" by ") {
            self.push(work, true);
        }
        if let Some((_, owned)) = bare.split_once("'s ").or_else(|| bare.split_once("’s "))
            && (owned.split_whitespace().count() > 1 || !lexicon::is_common(&owned.to_lowercase()))
        {
            self.push(owned, true);
        }
        // A title in the name need not be given.
        let words: Vec<&str> = bare.split_whitespace().collect();
        let is_title = |word: &&&str| lexicon::is_title(&word.trim_end_matches('.').to_lowercase());
        let titles = words.iter().take_while(is_title).count();
        if titles > 0 && titles + 1 < words.len() {
            self.push(&words[titles..].join(" "), true);
        }
    }

    fn push(&mut self, name: &str, is_part: bool) {
        let form = Form::new(name, is_part);
        let is_known = |known: &Form| known.text.letters() == form.text.letters();
        if !form.text.is_empty() && !self.all.iter().any(is_known) {
            self.keep(form);
        }
    }

    /// Takes another form, which has a word.
    pub(super) fn keep(&mut self, form: Form) {
        let start = form.text.letters().bytes().next().unwrap_or_default();
        let place = self.by_start.partition_point(|(known, _)| *known <= start);
        self.by_start.insert(place, (start, self.all.len()));
        self.all.push(form);
    }

    /// The forms that begin as these letters do: most of hundreds do not.
    fn alike(&self, letters: &str) -> impl Iterator<Item = &Form> {
        let start = letters.bytes().next().unwrap_or_default();
        let from = self.by_start.partition_point(|(known, _)| *known < start);
        let fitting = self.by_start[from..]
            .iter()
            .take_while(move |(known, _)| *known == start);
        fitting.map(|&(_, at)| &self.all[at])
    }

    /// Whether some form is all of a text.
    pub(super) fn is_all(&self, given: &Text, fits: impl Fn(&Form) -> bool) -> bool {
        self.alike(given.letters())
            .any(|form| fits(form) && form.text.letters() == given.letters())
    }

    /// A surname suffices: the last word of what is made as a person's name is.
    fn mark_surnames(&mut self) {
        // That of the first form, or that is the first form, as of "Putin", also "Vladimir Putin".
        let first = self
            .all
            .first()
            .map(|form| form.text.clone())
            .unwrap_or_default();
        let personal = |form: &&Form| {
            let is_first = form.text.letters() == first.letters();
            let ends_in_first =
                first.len() == 1 && form.text.all().next_back() == first.all().next();
            form.is_personal && form.text.len() > 1 && (is_first || ends_in_first)
        };
        let surnames: Vec<(String, bool)> = self
            .all
            .iter()
            .filter(personal)
            .filter_map(|form| {
                let leads = family::is_first(&form.text);
                let mut words = form.text.all();
                let surname = if leads {
                    words.next()
                } else {
                    words.next_back()
                };
                Some((surname?.to_owned(), leads))
            })
            .collect();
        for (surname, leads) in surnames {
            let known = self
                .all
                .iter_mut()
                .find(|form| form.text.letters() == surname);
            if let Some(known) = known {
                known.is_surname = true;
                known.leads = leads;
            } else {
                let mut form = Form::new(&surname, true);
                form.is_surname = true;
                form.leads = leads;
                self.keep(form);
            }
        }
    }

    /// The longest form that the words from `at` have, letter for letter.
    pub(super) fn exact(&self, given: &Text, at: usize) -> Option<(usize, &Form)> {
        let found = self
            .alike(given.word(at))
            .filter_map(|form| Some((form.exact(given, at)?, form)));
        found.max_by_key(|(end, _)| *end)
    }

    /// The longest form that the words from `at` have with a slip.
    pub(super) fn slip(&self, given: &Text, at: usize) -> Option<(usize, &Form)> {
        let found = self
            .all
            .iter()
            .filter_map(|form| Some((form.slip(given, at)?, form)));
        found.max_by_key(|(end, _)| *end)
    }

    /// The longest form that the words from `at` have in another script.
    pub(super) fn in_script(&self, given: &Text, at: usize) -> Option<(usize, &Form)> {
        // Where the name has a Latin form, others are for those who write in them.
        let is_latin = |form: &Form| form.is_in(Script::Latin);
        if given.words[at].script == Script::Latin && self.all.iter().any(is_latin) {
            return None;
        }
        let mut buffer = String::new();
        let found = self
            .readable()
            .filter_map(|form| Some((form.in_script(given, at, &mut buffer)?, form)));
        found.max_by_key(|(end, _)| *end)
    }

    /// Whether some form is within a slip of these words.
    pub(super) fn is_near(&self, given: &Text, from: usize, to: usize) -> bool {
        self.all.iter().any(|form| form.is_near(given, from, to))
    }

    /// The forms in Latin letters; all, where there are none.
    pub(super) fn readable(&self) -> impl Iterator<Item = &Form> {
        let has_latin = self.all.iter().any(|form| form.is_in(Script::Latin));
        let is_readable = move |form: &&Form| !has_latin || form.is_in(Script::Latin);
        self.all.iter().filter(is_readable)
    }

    /// Whether a word is one of the forms', but for a slip, or the initial of one.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.readable().any(|form| {
            form.text.all().any(|own| {
                own == word || slip::is_slip(own, word) || word.len() == 1 && own.starts_with(word)
            })
        })
    }

    /// Whether these words may be a person's given names: in order, initials for names, none of
    /// them left out before an initial. "George W." is not "George H. W.".
    pub(super) fn has_given_names(&self, words: &[&str]) -> bool {
        let is_initial = |one: &str, other: &str| one.len() == 1 && other.starts_with(one);
        let is_same = |own: &str, word: &str| {
            own == word
                || is_initial(own, word)
                || is_initial(word, own)
                || slip::is_slip(own, word)
        };
        self.all.iter().filter(|form| form.is_personal).any(|form| {
            let own = form.text.len() - 1;
            let is_fitting =
                (0..own.min(words.len())).all(|at| is_same(form.text.word(at), words[at]));
            // Whose middle names are not known may have any.
            is_fitting && (words.len() <= own || own == 1)
        })
    }

    /// Whether a word is the initials of a person's given names: "QJ".
    pub(super) fn has_initials(&self, word: &str) -> bool {
        self.all.iter().any(|form| {
            let initials = form.text.all().filter_map(|own| own.chars().next());
            form.is_personal
                && (2..form.text.len()).contains(&word.len())
                && initials.take(word.len()).eq(word.chars())
        })
    }
}
