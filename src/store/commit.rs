//! A commit: a change and its cause, in one transaction.

use sqlx::AnyConnection;

use super::{
    Cause, Change, Home, Outcome, Result, RoundChange, Store, awards, community, inbox, outbox,
    plays, practice, rounds, subscriptions,
};

impl Store {
    /// Writes a change, all of it or nothing. Where its cause was handled before, nothing
    /// happens, so a commit whose answer was lost can be repeated as it is.
    pub async fn commit(&self, change: &Change) -> Result<Outcome> {
        let mut transaction = self.pools.write().await?;
        let outcome = apply(&mut transaction, change, self.pools.is_postgres).await?;
        if outcome == Outcome::Committed {
            transaction.commit().await?;
        } else {
            transaction.rollback().await?;
        }
        Ok(outcome)
    }
}

async fn apply(db: &mut AnyConnection, change: &Change, is_postgres: bool) -> Result<Outcome> {
    let home = &change.place.home;
    let is_new = match &change.cause {
        Cause::Time => true,
        Cause::Event(event_id) => inbox::record(db, &home.platform, event_id, change.at).await?,
        Cause::Said { key, message_id } => outbox::settle(db, key, message_id, change.at).await?,
        Cause::Unsaid { key, why } => outbox::give_up(db, key, why, change.at).await?,
    };
    if !is_new {
        return Ok(Outcome::Seen);
    }
    let numbers = change.awards.len() + change.messages.len();
    let is_start = matches!(change.round, RoundChange::Open { .. });
    // Whoever holds the community's row is alone with its rounds and numbers until the commit.
    let turn = if numbers > 0 || is_start {
        Some(community::take(db, home, numbers).await?)
    } else {
        None
    };
    let outcome = rounds::change(db, change).await?;
    if outcome != Outcome::Committed {
        return Ok(outcome);
    }
    if !practice::go_on(db, change).await? {
        return Ok(Outcome::Conflict);
    }
    for (question, before) in &change.asked {
        if !plays::ask(db, home, question, *before, change.at).await? {
            return Ok(Outcome::Conflict);
        }
    }
    if let Some(wish) = &change.wish
        && !subscriptions::keep(db, wish).await?
    {
        return Ok(Outcome::Conflict);
    }
    if let Some(settled) = &change.settled
        && !community::settle(db, home, settled).await?
    {
        return Ok(Outcome::Conflict);
    }
    if let Some(key) = &change.unwanted {
        // It may well have been said, or never been.
        let _: bool = outbox::give_up(db, key, "unwanted", change.at).await?;
    }
    if let Some(turn) = turn {
        awards::add(db, change, &turn, is_postgres).await?;
        let first = turn.first + i64::try_from(change.awards.len()).unwrap_or(i64::MAX);
        outbox::add(db, change, first).await?;
    }
    practice::miss(db, &change.missed, change.at).await?;
    practice::put(db, &change.cards).await?;
    Ok(Outcome::Committed)
}

impl Home {
    /// The two columns that name a community.
    pub(super) fn columns(&self) -> [&str; 2] {
        [&self.platform, &self.community]
    }
}
