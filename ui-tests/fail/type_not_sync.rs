use iron_session::IronSession;

struct Local(*const u8);

#[derive(IronSession)]
struct Visit {
    #[iron(skip, default = Local(std::ptr::null()))]
    visits: Local,
}

fn main() {}
