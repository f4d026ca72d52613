use iron_session::IronSession;

// Names of methods that a session has only with `from`, or only if `Ord` is derived.
#[derive(IronSession)]
struct Visit {
    from: Option<String>,
    try_from: bool,
    max: u8,
    min: u8,
    clamp: bool,
    count: u8,
    hash: u8,
}

fn main() {
    let mut visit = Visit::default();
    visit.set_from("a");
    visit.set_max(3);
    assert_eq!((visit.from(), visit.max(), visit.min()), (Some("a"), 3, 0));
    assert_eq!((visit.try_from(), visit.clamp(), visit.count(), visit.hash()), (false, false, 0, 0));
}
