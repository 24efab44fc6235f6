//! How many are connected, and from where.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::{CONNECTIONS_MAX, CONNECTIONS_OF_ONE_MAX};

/// The places that are taken, by address.
#[derive(Debug, Clone, Default)]
pub(super) struct Places(Arc<Mutex<FxHashMap<IpAddr, usize>>>);

/// A place that is taken until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Places,
    from: IpAddr,
}

impl Places {
    /// Takes a place, if there is one.
    pub(super) fn take(&self, from: IpAddr) -> Option<Place> {
        let from = network(from);
        let mut taken = self.taken();
        let of_one = taken.get(&from).copied().unwrap_or_default();
        if of_one >= CONNECTIONS_OF_ONE_MAX && !is_near(from)
            || taken.values().sum::<usize>() >= CONNECTIONS_MAX
        {
            return None;
        }
        taken.insert(from, of_one + 1);
        Some(Place {
            places: self.clone(),
            from,
        })
    }

    fn taken(&self) -> MutexGuard<'_, FxHashMap<IpAddr, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(count) = taken.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.from);
            }
        }
    }
}

/// What somebody has for themselves: of IPv6, a network of addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address @ IpAddr::V4(_) => address,
    }
}

/// Whether it is of this machine or its neighbours, as a proxy is through which everybody comes.
fn is_near(network: IpAddr) -> bool {
    match network {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        // Of the own machine, only the network is left.
        IpAddr::V6(address) => address.is_unspecified() || address.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn a_network_is_one_and_what_is_near_may_be_everybody() {
        let count = |from: &str| {
            let places = Places::default();
            let from = from.parse().expect("an address");
            let held: Vec<Place> = (0..=CONNECTIONS_MAX)
                .map_while(|_| places.take(from))
                .collect();
            held.len()
        };
        for near in [
            "127.0.0.1",
            "::1",
            "::ffff:10.0.0.1",
            "fd00::1",
            "192.168.1.1",
        ] {
            assert_eq!(count(near), CONNECTIONS_MAX, "{near}");
        }
        for far in ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1"] {
            assert_eq!(count(far), CONNECTIONS_OF_ONE_MAX, "{far}");
        }
        let places = Places::default();
        let take = |from: &str| places.take(from.parse().expect("an address"));
        let held: Vec<Place> = (0..CONNECTIONS_OF_ONE_MAX)
            .map_while(|last| take(&format!("2001:db8::{last:x}")))
            .collect();
        assert_eq!(held.len(), CONNECTIONS_OF_ONE_MAX);
        assert!(take("2001:db8::ffff").is_none());
        assert!(take("2001:db8:0:1::1").is_some());
    }

    #[test]
    fn nobody_takes_all_places_and_whoever_goes_leaves_theirs() {
        let places = Places::default();
        let take = |last| places.take(Ipv4Addr::new(192, 0, 2, last).into());
        let mut held: Vec<Place> = (0..CONNECTIONS_OF_ONE_MAX).map_while(|_| take(1)).collect();
        assert_eq!(held.len(), CONNECTIONS_OF_ONE_MAX);
        assert!(take(1).is_none());
        for last in 2.. {
            match take(last) {
                Some(place) => held.push(place),
                None => break,
            }
            held.extend((1..CONNECTIONS_OF_ONE_MAX).map_while(|_| take(last)));
        }
        assert_eq!(held.len(), CONNECTIONS_MAX);
        held.pop();
        assert!(take(200).is_some());
        held.clear();
        assert!(places.taken().is_empty());
    }
}
