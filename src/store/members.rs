//! Members: who a key is.

use std::collections::HashMap;

use sqlx::AnyConnection;

use super::{MemberKey, Result, Store, due, rows};

/// A member as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What the member is called in all else that is kept.
    pub key: MemberKey,
    /// The name as it is shown.
    pub name: String,
    /// Whether the member is left out of leaderboards.
    pub is_hidden: bool,
}

/// A key that says nothing and that nobody can guess.
pub(super) fn new_key() -> MemberKey {
    MemberKey(format!("{:032x}", rand::random::<u128>()))
}

pub(super) async fn find(
    db: &mut AnyConnection,
    platform: &str,
    member_id: &str,
) -> Result<Option<Member>> {
    let sql = "SELECT member_key, name, hidden FROM member WHERE platform = $1 AND member_id = $2";
    let found: Option<(String, String, i64)> = sqlx::query_as(sql)
        .bind(platform)
        .bind(member_id)
        .fetch_optional(db)
        .await?;
    Ok(found.map(|(key, name, hidden)| Member {
        key: MemberKey(key),
        name,
        is_hidden: hidden == 1,
    }))
}

impl Store {
    /// The member whom the platform calls so; a new one, if it is the first time. The name is
    /// kept if it is another than before.
    pub async fn member(&self, platform: &str, member_id: &str, name: &str) -> Result<Member> {
        if let Some(member) = self.known_member(platform, member_id).await?
            && member.name == name
        {
            return Ok(member);
        }
        let sql = "INSERT INTO member (platform, member_id, member_key, name) \
                   VALUES ($1, $2, $3, $4) ON CONFLICT (platform, member_id) \
                   DO UPDATE SET name = excluded.name RETURNING member_key, hidden";
        let (key, hidden): (String, i64) = sqlx::query_as(sql)
            .bind(platform)
            .bind(member_id)
            .bind(new_key().0)
            .bind(name)
            .fetch_one(&self.pools.writer)
            .await?;
        Ok(Member {
            key: MemberKey(key),
            name: name.to_owned(),
            is_hidden: hidden == 1,
        })
    }

    /// The member whom the platform calls so, if anything is kept of one.
    pub async fn known_member(&self, platform: &str, member_id: &str) -> Result<Option<Member>> {
        let mut reader = self.pools.reader.acquire().await?;
        find(&mut reader, platform, member_id).await
    }

    /// The names of members, as they are shown; one who is not known is not in it.
    pub async fn names(&self, members: &[MemberKey]) -> Result<HashMap<MemberKey, String>> {
        let mut names = HashMap::new();
        for chunk in members.chunks(rows::CHUNK) {
            let list = rows::list(1, chunk.len());
            let sql = due::checked(format!(
                "SELECT member_key, name FROM member WHERE member_key IN {list}"
            ));
            let mut query = sqlx::query_as::<_, (String, String)>(sql);
            for member in chunk {
                query = query.bind(&member.0);
            }
            let found = query.fetch_all(&self.pools.reader).await?;
            names.extend(found.into_iter().map(|(key, name)| (MemberKey(key), name)));
        }
        Ok(names)
    }
}
