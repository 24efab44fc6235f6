//! How much, or how many.

/// A number that a fact gives, with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The number in full: nine billion is 9,000,000,000.
    pub value: i64,
    /// What is counted or measured, in the plural: "US dollars", "countries".
    pub unit: Box<str>,
    /// What the number belongs to, when the unit does not tell: "the expected arms deal".
    pub of: Option<Box<str>>,
}

impl Amount {
    /// "9 billion US dollars", "11 countries".
    pub fn in_words(&self) -> String {
        format!("{} {}", number_in_words(self.value), self.unit)
    }
}

/// A number as people say it: in millions or more where two decimals are enough to be exact,
/// otherwise in full.
pub fn number_in_words(value: i64) -> String {
    const SCALES: [(i64, &str); 3] = [
        (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
    ];
    for (scale, word) in SCALES {
        if value.abs() >= scale && value % (scale / 100) == 0 {
            let whole = value / scale;
            let hundredths = value.abs() % scale / (scale / 100);
            let decimals = match hundredths {
                0 => String::new(),
                _ => format!(".{hundredths:02}").trim_end_matches('0').to_owned(),
            };
            return format!("{whole}{decimals} {word}");
        }
    }
    number_in_full(value)
}

/// Digits in groups of three: "12,345".
pub fn number_in_full(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::from(if value < 0 { "-" } else { "" });
    for (ix, digit) in digits.char_indices() {
        if ix > 0 && (digits.len() - ix).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::number_in_words;

    #[test]
    fn numbers_are_worded_as_people_do() {
        for (value, words) in [
            (11, "11"),
            (0, "0"),
            (-1_234, "-1,234"),
            (12_345, "12,345"),
            (999_999, "999,999"),
            (1_000_000, "1 million"),
            (1_234_567, "1,234,567"),
            (9_000_000_000, "9 billion"),
            (1_500_000_000, "1.5 billion"),
            (-2_050_000_000, "-2.05 billion"),
            (3_000_000_000_000, "3 trillion"),
        ] {
            assert_eq!(number_in_words(value), words);
        }
    }
}
