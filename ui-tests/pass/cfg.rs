use iron_session::IronSession;

#[derive(IronSession)]
#[cfg_attr(all(), iron(cookie = "visit"))]
struct Visit {
    #[cfg(any())]
    absent: Nowhere,
    #[cfg_attr(all(), iron(default = 7))]
    #[cfg_attr(any(), iron(unknown))]
    visits: u32,
}

fn main() {
    assert_eq!((Visit::MEMBERS, Visit::CONFIG.cookie()), (&["visits"][..], "visit"));
    assert_eq!(Visit::default().visits(), 7);
}
