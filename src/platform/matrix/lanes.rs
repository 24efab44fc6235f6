//! What waits for its turn, in each room in order.

use std::collections::VecDeque;
use std::sync::Mutex;

use matrix_sdk::ruma::{OwnedRoomId, RoomId};
use rustc_hash::FxHashMap;

use super::locked;

/// What waits for its turn, in each room in order: whoever adds the first attends to the room, until
/// nothing is left.
#[derive(Debug)]
pub(super) struct Lanes<T> {
    waiting: Mutex<FxHashMap<OwnedRoomId, VecDeque<T>>>,
}

impl<T> Default for Lanes<T> {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
        }
    }
}

impl<T> Lanes<T> {
    /// Adds something; true if nobody attends to the room, so that whoever adds it has to.
    #[must_use]
    pub(super) fn add(&self, room: &RoomId, thing: T) -> bool {
        let mut waiting = locked(&self.waiting);
        let is_first = !waiting.contains_key(room);
        let lane = waiting.entry(room.to_owned()).or_default();
        lane.push_back(thing);
        is_first
    }

    /// What is next in a room; where nothing is, nobody attends to it any more.
    pub(super) fn next(&self, room: &RoomId) -> Option<T> {
        let mut waiting = locked(&self.waiting);
        let next = waiting.get_mut(room)?.pop_front();
        if next.is_none() {
            waiting.remove(room);
        }
        next
    }

    /// Whether something waits in a room.
    pub(super) fn is_waiting(&self, room: &RoomId) -> bool {
        let waiting = locked(&self.waiting);
        waiting.get(room).is_some_and(|lane| !lane.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use matrix_sdk::ruma::room_id;

    use super::*;

    #[test]
    fn one_attends_to_a_room_until_nothing_is_left() {
        let (hall, yard) = (
            room_id!("!hall:zenda.example"),
            room_id!("!yard:zenda.example"),
        );
        let lanes = Lanes::default();
        assert!(lanes.add(hall, 1));
        assert!(!lanes.add(hall, 2));
        assert!(lanes.add(yard, 3));
        assert_eq!((lanes.next(hall), lanes.is_waiting(hall)), (Some(1), true));
        assert_eq!((lanes.next(hall), lanes.is_waiting(hall)), (Some(2), false));
        // Whoever attends to it is still at the last.
        assert!(!lanes.add(hall, 4));
        assert_eq!((lanes.next(hall), lanes.next(hall)), (Some(4), None));
        assert!(lanes.add(hall, 5));
        assert_eq!(lanes.next(yard), Some(3));
    }
}
