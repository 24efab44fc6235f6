//! What the bot may do in a channel, and what whoever steers it there may.

use serenity::all::Permissions;

/// What makes a moderator of the bot: whoever may delete what others write in a channel.
pub const MODERATOR: Permissions = Permissions::MANAGE_MESSAGES;

/// What the bot needs to be in a channel at all.
pub const NEEDED: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS);

/// What it is invited with: also to play in threads, to find its own posts after a fault, and to
/// mark answers that members write.
pub const INVITED: Permissions = NEEDED
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::ADD_REACTIONS);

/// Whether whoever has these permissions steers the bot.
pub fn is_moderator(permissions: Permissions) -> bool {
    permissions.intersects(MODERATOR.union(Permissions::ADMINISTRATOR))
}

/// Whether whoever has these permissions rules the server, which none of its channels grants.
pub fn manages(permissions: Permissions) -> bool {
    permissions.intersects(Permissions::MANAGE_GUILD.union(Permissions::ADMINISTRATOR))
}

/// The names of what is missing for the bot to post in a channel, as Discord shows them.
pub fn missing(permissions: Permissions, is_thread: bool) -> Vec<&'static str> {
    if permissions.contains(Permissions::ADMINISTRATOR) {
        return Vec::new();
    }
    let mut needed = NEEDED;
    if is_thread {
        needed.remove(Permissions::SEND_MESSAGES);
        needed.insert(Permissions::SEND_MESSAGES_IN_THREADS);
    }
    (needed - permissions).get_permission_names()
}

/// The page on which whoever looks after a server takes the bot in.
pub fn invitation(application: i64) -> String {
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot%20applications.commands&permissions={}",
        INVITED.bits()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(missing(INVITED, false), [""; 0]);
        assert_eq!(missing(Permissions::ADMINISTRATOR, false), [""; 0]);
        assert_eq!(
            missing(Permissions::VIEW_CHANNEL, false),
            ["Send Messages", "Embed Links"]
        );
        assert_eq!(missing(NEEDED, true), ["Send Messages in Threads"]);
    }

    #[test]
    fn the_invitation_asks_for_what_is_needed_and_no_more() {
        // As the developer portal counts them: view, send, embed, history, reactions, threads.
        let bits: u64 = [10, 11, 14, 16, 6, 38].iter().map(|bit| 1_u64 << bit).sum();
        assert!(invitation(1).ends_with(&format!("permissions={bits}")));
    }
}
