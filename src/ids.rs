//! Newtypes for the names and positions that travel between layers.
//!
//! A name (`FactId`) is what editors write and members see; a position (`FactIx`) is where the
//! thing lies in one loaded [`FactBase`](crate::facts::FactBase), and means nothing in another.

use std::borrow::Borrow;
use std::fmt;

macro_rules! name {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(Box<str>);

        impl $type {
            /// Wraps an id that has been checked by the loader.
            pub fn new(id: impl Into<Box<str>>) -> Self {
                Self(id.into())
            }

            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        // So that what is kept by id can be found by text.
        impl Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

macro_rules! position {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(pub u32);

        impl $type {
            /// The position as an index into its slice.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

name!(
    /// Names a pack, unique among the loaded packs.
    PackId
);
name!(
    /// Names a fact, unique among the loaded packs.
    FactId
);
name!(
    /// Names an entity; packs that use the same id mean the same entity.
    EntityId
);
name!(
    /// Names a subject; packs that use the same id mean the same subject.
    SubjectId
);
name!(
    /// Names a source, unique within its pack.
    SourceId
);

position!(
    /// Where a pack lies in its base.
    PackIx
);
position!(
    /// Where a fact lies in its base.
    FactIx
);
position!(
    /// Where an entity lies in its base.
    EntityIx
);
position!(
    /// Where a subject lies in its base.
    SubjectIx
);
position!(
    /// Where a source lies in its base.
    SourceIx
);
