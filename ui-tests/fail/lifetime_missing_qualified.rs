use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    sudo: iron_session::Expiring<u8>,
}

fn main() {}
