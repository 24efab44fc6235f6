//! Choices that have to be made somehow and always in the same way: which wrong answers, and where
//! the right one stands.

/// A number that hangs on a text alone, and looks as if drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chance(u64);

impl Chance {
    /// The chance of a text, such as the id of a question.
    pub(super) fn of(text: &str) -> Self {
        // FNV-1a: fixed for all time, as the hashers of the standard library are not.
        Self(text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    /// Another chance for each text.
    pub(super) fn with(self, text: &str) -> Self {
        Self(self.0.rotate_left(17) ^ Self::of(text).0)
    }

    /// One of the numbers below a bound; 0 for the bound 0.
    pub(super) fn below(self, bound: usize) -> usize {
        // The last step of splitmix64, since the low digits of FNV are poor.
        let mut mixed = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        usize::try_from((mixed ^ (mixed >> 31)) % bound).unwrap_or(0)
    }

    /// The items in an order of its own.
    pub(super) fn shuffled<T>(self, mut items: Vec<T>) -> Vec<T> {
        for at in (1..items.len()).rev() {
            items.swap(at, self.with(&at.to_string()).below(at + 1));
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn every_number_below_the_bound_comes_up_about_as_often() {
        let mut counts = [0; 4];
        for number in 0..4_000 {
            counts[Chance::of(&format!("fact-{number}/when/choice")).below(4)] += 1;
        }
        assert!(
            counts.iter().all(|count| (900..1_100).contains(count)),
            "{counts:?}"
        );
    }

    #[test]
    fn the_same_text_shuffles_in_the_same_way_and_loses_nothing() {
        let shuffled = || Chance::of("a").shuffled((0..9).collect::<Vec<_>>());
        assert_eq!(shuffled(), shuffled());
        let mut sorted = shuffled();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..9).collect::<Vec<_>>());
        assert_ne!(shuffled(), sorted);
    }
}
