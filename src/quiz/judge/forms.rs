//! The forms that a name may be given in, each read once.

use super::lexicon;
use super::script::{self, Script};
use super::slip;
use super::text::{Gap, Text};

/// How a run of words is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Letter for letter.
    Exact,
    /// In other letters.
    Script,
    /// With a slip.
    Slip,
}

/// One form of a name.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trait of its own, and any of them go together"
)]
pub(super) struct Form {
    /// Its words.
    pub(super) text: Text,
    /// Whether it is the last word of a person's longer name.
    pub(super) is_surname: bool,
    /// Whether it is made as a person's name is: given names and a surname.
    pub(super) is_personal: bool,
    /// Whether it is a part that was cut from a longer name.
    pub(super) is_part: bool,
    /// Whether it is an abbreviation, in which each letter counts.
    is_code: bool,
    /// The sound of all its letters, and its consonants with and without v.
    sound: String,
    consonants: [String; 2],
}

/// All forms of a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms(pub(super) Vec<Form>);

impl Form {
    fn new(name: &str, is_part: bool) -> Self {
        let text = Text::new(name);
        let mut sound = String::new();
        script::sound(text.letters(), &mut sound);
        let consonants = [true, false].map(|keep_v| {
            let mut bones = String::new();
            for word in text.all() {
                script::consonants(word, keep_v, &mut bones);
            }
            bones
        });
        Self {
            is_personal: is_personal(name, &text),
            is_code: is_code(name),
            is_surname: false,
            is_part,
            text,
            sound,
            consonants,
        }
    }

    /// The end of the run of words from `at` that has this form's letters; one is as good as many.
    fn exact(&self, given: &Text, at: usize) -> Option<usize> {
        // Most names differ in their first letter.
        if given.word(at).as_bytes().first() != self.text.letters().as_bytes().first() {
            return None;
        }
        given.run(at, self.text.letters()).or_else(|| {
            let end = at + self.text.len();
            let last = end.checked_sub(1).filter(|&last| last < given.len())?;
            let is_plural = |many: &str, one: &str| {
                one.len() > 1
                    && many
                        .strip_prefix(one)
                        .is_some_and(|rest| matches!(rest, "s" | "es"))
            };
            let own = self.text.len() - 1;
            let same = (0..own).all(|word| self.text.word(word) == given.word(at + word));
            let (right, given) = (self.text.word(own), given.word(last));
            let has_digit = right.bytes().any(|byte| byte.is_ascii_digit());
            let is_same = is_plural(given, right) && !self.is_code
                || right.len() > 4 && !has_digit && is_plural(right, given);
            (same && is_same).then_some(end)
        })
    }

    /// The end of the run of words from `at` that is this form with a slip in a word, or in two.
    fn slip(&self, given: &Text, at: usize) -> Option<usize> {
        let count = self.text.len();
        if count == 0 || at + count > given.len() || self.is_code {
            return None;
        }
        if self.text.word(0).len().abs_diff(given.word(at).len()) > 4 {
            return None;
        }
        let mut slips = 0;
        let script_of = |at: usize| given.words[at].script;
        for word in 0..count {
            let (right, given) = (self.text.word(word), given.word(at + word));
            if right != given {
                let is_same_script = self.text.words[word].script == script_of(at + word);
                if !is_same_script || !slip::is_slip(right, given) {
                    return None;
                }
                slips += 1;
            }
        }
        (1..=2).contains(&slips).then_some(at + count)
    }

    /// Whether a run of words is within one slip of this form, however short it is.
    fn is_near(&self, given: &Text, from: usize, to: usize) -> bool {
        self.text.len() == to - from
            && (from..to).enumerate().all(|(own, at)| {
                let (right, given) = (self.text.word(own), given.word(at));
                right == given || slip::is_one_edit(right, given)
            })
    }

    fn is_in(&self, script: Script) -> bool {
        self.text.words.iter().any(|word| word.script == script)
    }

    /// The end of the run of words from `at` that is this form in another script.
    fn in_script(&self, given: &Text, at: usize, buffer: &mut String) -> Option<usize> {
        let own_arabic = self.is_in(Script::Arabic);
        let own_cyrillic = self.is_in(Script::Cyrillic);
        let mut letters = String::new();
        for end in at + 1..=given.len().min(at + self.text.len() + 2) {
            let words = &given.words[at..end];
            let arabic = words.iter().any(|word| word.script == Script::Arabic);
            let cyrillic = words.iter().any(|word| word.script == Script::Cyrillic);
            if arabic != own_arabic {
                for (bones, keep_v) in self.consonants.iter().zip([true, false]) {
                    buffer.clear();
                    for word in at..end {
                        script::consonants(given.word(word), keep_v, buffer);
                    }
                    if bones.len() > 1 && bones == buffer {
                        return Some(end);
                    }
                }
            } else if cyrillic || own_cyrillic {
                letters.clear();
                (at..end).for_each(|word| letters.push_str(given.word(word)));
                script::sound(&letters, buffer);
                let is_as_long = end - at == self.text.len();
                if *buffer == self.sound || is_as_long && slip::is_slip(&self.sound, buffer) {
                    return Some(end);
                }
            }
        }
        None
    }
}

impl Forms {
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
        if !form.text.is_empty() && !self.0.iter().any(is_known) {
            self.0.push(form);
        }
    }

    /// A surname suffices: the last word of what is made as a person's name is.
    fn mark_surnames(&mut self) {
        // That of the first form, or that is the first form, as of "Putin", also "Vladimir Putin".
        let first = self
            .0
            .first()
            .map(|form| form.text.clone())
            .unwrap_or_default();
        let personal = |form: &&Form| {
            let is_first = form.text.letters() == first.letters();
            let ends_in_first =
                first.len() == 1 && form.text.all().next_back() == first.all().next();
            form.is_personal && form.text.len() > 1 && (is_first || ends_in_first)
        };
        let surnames: Vec<String> = self
            .0
            .iter()
            .filter(personal)
            .filter_map(|form| form.text.all().next_back())
            .map(str::to_owned)
            .collect();
        for surname in surnames {
            let known = self
                .0
                .iter_mut()
                .find(|form| form.text.letters() == surname);
            if let Some(known) = known {
                known.is_surname = true;
            } else {
                let form = Form::new(&surname, true);
                self.0.push(Form {
                    is_surname: true,
                    ..form
                });
            }
        }
    }

    /// The longest form that the words from `at` have, letter for letter.
    pub(super) fn exact(&self, given: &Text, at: usize) -> Option<(usize, &Form)> {
        let found = self
            .0
            .iter()
            .filter_map(|form| Some((form.exact(given, at)?, form)));
        found.max_by_key(|(end, _)| *end)
    }

    /// The longest form that the words from `at` have with a slip.
    pub(super) fn slip(&self, given: &Text, at: usize) -> Option<(usize, &Form)> {
        let found = self
            .0
            .iter()
            .filter_map(|form| Some((form.slip(given, at)?, form)));
        found.max_by_key(|(end, _)| *end)
    }

    /// The longest form that the words from `at` have in another script.
    pub(super) fn in_script(&self, given: &Text, at: usize) -> Option<(usize, &Form)> {
        // Where the name has a Latin form, others are for those who write in them.
        let is_latin = |form: &Form| form.is_in(Script::Latin);
        if given.words[at].script == Script::Latin && self.0.iter().any(is_latin) {
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
        self.0.iter().any(|form| form.is_near(given, from, to))
    }

    /// The forms in Latin letters; all, where there are none.
    pub(super) fn readable(&self) -> impl Iterator<Item = &Form> {
        let has_latin = self.0.iter().any(|form| form.is_in(Script::Latin));
        let is_readable = move |form: &&Form| !has_latin || form.is_in(Script::Latin);
        self.0.iter().filter(is_readable)
    }

    /// Whether a word is one of the forms', but for a slip, or the initial of one.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.readable().any(|form| {
            form.text.all().any(|own| {
                own == word || slip::is_slip(own, word) || word.len() == 1 && own.starts_with(word)
            })
        })
    }

    /// Whether a word is the initials of a person's given names: "QJ".
    pub(super) fn has_initials(&self, word: &str) -> bool {
        self.0.iter().any(|form| {
            let initials = form.text.all().filter_map(|own| own.chars().next());
            form.is_personal
                && (2..form.text.len()).contains(&word.len())
                && initials.take(word.len()).eq(word.chars())
        })
    }
}

/// A name without what stands in brackets.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut bare = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    if bare.is_empty() {
        name.to_owned()
    } else {
        bare
    }
}

/// Two to five words with capitals and without digits, of which the last may be a surname.
fn is_personal(name: &str, text: &Text) -> bool {
    let count = text.len();
    (2..=5).contains(&count)
        && text.words.iter().all(|word| word.gap != Gap::Break)
        && text.words[1..]
            .iter()
            .all(|word| word.gap == Gap::Space || name.contains('.'))
        && !text.words.iter().any(|word| word.owns)
        && !name.contains(',')
        && text.words[count - 1].is_capital
        && text.words[0].is_capital
        && (0..count).all(|at| {
            let word = text.word(at);
            let is_joint = matches!(
                word,
                "de" | "van" | "von" | "bin" | "al" | "la" | "der" | "di"
            );
            is_joint || text.words[at].is_capital && !matches!(word, "and" | "of" | "in")
        })
        && !text.letters().bytes().any(|byte| byte.is_ascii_digit())
        && {
            let (first, last) = (text.word(0), text.word(count - 1));
            last.chars().count() > 2
                && !lexicon::is_common(last)
                && !lexicon::is_direction(first)
                && !matches!(
                    first,
                    "united" | "great" | "el" | "los" | "las" | "san" | "santa"
                )
        }
}

/// Capitals alone, and few: NATO, UNESCO.
fn is_code(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() <= 6
        && letters.clone().count() > 0
        && letters.clone().all(char::is_uppercase)
}
