//! What stands on buttons, menus and forms, where a platform has them, and around answers there.

/// How sure the source is, above what it says.
pub const CERTAINTY: &str = "Certainty";

/// The date, above it.
pub const WHEN: &str = "When";

/// That a message was too long.
pub const LEFT_OUT: &str = "The rest does not fit here.";

/// Shows what a fact stands on.
pub const SOURCE: &str = "Source";

/// Asks whoever presses about a fact.
pub const PRACTISE: &str = "Quiz me on this";

/// The page before.
pub const BEFORE: &str = "◀ Before";

/// The page after.
pub const AFTER: &str = "After ▶";

/// Explains the bot, and the command that does.
pub const HELP: &str = "Help";
/// The command behind it.
pub const HELP_COMMAND: &str = "/help";

/// Opens a form for an answer.
pub const WRITE: &str = "Type your answer";

/// What is to be filled in there.
pub const YOUR_ANSWER: &str = "Your answer";

/// Stands in a menu of orders.
pub const ORDER: &str = "The order, the earliest first";

/// What is answered to a question that is true or false.
pub const TRUTHS: [&str; 2] = ["True", "False"];

/// What a poll says that is over.
pub const POLL_OVER: &str = "This poll is over.";
