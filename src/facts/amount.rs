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
