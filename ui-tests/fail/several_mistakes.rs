use iron_session::{Expiring, IronSession, Keyring};

#[derive(IronSession)]
#[iron(refersh_after = "1d", max_age = "30 days", same_site = "laxer", from = VisitV1)]
pub struct Visit {
    #[iron(skip, alias = "n")]
    visits: u32,
    #[iron(flash)]
    notice: String,
    sudo: Expiring<u64>,
    #[iron(get = save)]
    saved: bool,
}

pub fn visit(keys: &Keyring) -> String {
    let mut session = Visit::load(&http::HeaderMap::new(), keys);
    session.set_visits(7);
    session.set_sudo(7);
    session.set_saved(true);
    session.set_notice("welcome");
    session.take_notice()
}

fn main() {}
