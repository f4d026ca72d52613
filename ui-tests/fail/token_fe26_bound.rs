use iron_session::{IronToken, Keyring, TokenManager};

#[derive(IronToken)]
#[iron(purpose = "invite", max_age = "7d", format = "fe26")]
struct Invite {
    team: u64,
}

fn main() {
    let keys = Keyring::generate().unwrap();
    let _text = Invite { team: 7 }.seal_bound(&keys, "session");
    let _invite = Invite::open_bound("", &keys, "session");
    let invites = TokenManager::<Invite>::new(keys);
    let _sealed = invites.seal_bound(&Invite { team: 7 }, "session");
    let opened = invites.open("").unwrap();
    let _id = opened.meta.id();
    let _created = opened.meta.created();
}
