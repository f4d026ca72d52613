use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = env!("IRON_SESSION_UNSET_NAME"), secure = false)]
#[iron(path = env!("IRON_SESSION_UNSET_PATH"), domain = env!("IRON_SESSION_UNSET_DOMAIN"))]
struct Visit {
    visits: u32,
}

fn main() {}
