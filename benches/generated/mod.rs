//! Made-up fact bases of any size, in which words and names are as common and as rare as in real
//! text, and questions of which the right fact is known.
//!
//! Everything follows from a seed: the same seed and size give the same base and the same
//! questions. Each fact is drawn by itself, from the seed and its number, so that a base of a
//! million facts can be made piece by piece and need not be held. It knows nothing of benches.

mod base;
mod cast;
mod fact;
mod pack;
mod question;
mod sentence;
mod typo;
mod words;

pub use question::Question;
pub use typo::with_typo;

use attache::facts::Entity;
use attache::ids::EntityIx;
use rand::SeedableRng;
use rand::rngs::StdRng;

use cast::Cast;

/// How many facts a pack holds: what an editor's tools still open with ease.
const PACK_FACTS_MAX: u32 = 10_000;

/// A fact base that can be drawn from its seed.
#[derive(Debug)]
pub struct Generated {
    seed: u64,
    facts: u32,
    cast: Cast,
}

impl Generated {
    /// Prepares a base of some facts; its entities are drawn at once, its facts when needed.
    pub fn new(seed: u64, facts: u32) -> Self {
        Self {
            seed,
            facts,
            cast: Cast::new(facts, &mut stream(seed, "cast", 0)),
        }
    }

    /// What a fact of [`fact`](Self::fact) refers to.
    pub fn entity(&self, ix: EntityIx) -> &Entity {
        self.cast.entity(ix)
    }

    /// The numbers of the facts of each pack.
    pub fn packs(&self) -> impl Iterator<Item = std::ops::Range<u32>> + use<> {
        let facts = self.facts;
        (0..facts.div_ceil(PACK_FACTS_MAX)).map(move |pack| {
            let from = pack * PACK_FACTS_MAX;
            from..facts.min(from + PACK_FACTS_MAX)
        })
    }

    fn rng(&self, purpose: &str, number: u32) -> StdRng {
        stream(self.seed, purpose, number)
    }
}

/// The random numbers for one thing, which no other thing's use can shift.
fn stream(seed: u64, purpose: &str, number: u32) -> StdRng {
    // FNV-1a: short, and fixed for all time, as the hashers of the standard library are not.
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let bytes = seed.to_le_bytes();
    for byte in bytes
        .iter()
        .chain(purpose.as_bytes())
        .chain(&number.to_le_bytes())
    {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    StdRng::seed_from_u64(hash)
}
