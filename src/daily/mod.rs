//! Daily facts: when a channel's next one is due by its own clock, and which fact it is.
//!
//! All of it is plain arithmetic on values: the zone, the time and the dice come in as arguments,
//! and what is planned is kept and said elsewhere.

mod choice;
mod shown;
mod slot;
mod time;
mod told;
mod zone;

pub use choice::{Choice, Facts, Occasion};
pub use shown::{REPEAT_DAYS_MIN, Shown};
pub use slot::{LATE_MAX, Last, Next, SPACING, Slot, Wish};
pub use time::{read as read_time, shown as shown_time};
pub use told::Told;
pub use zone::{Zone, find as find_zone};
