mod vendor {
    pub use iron_session as session;
}

mod outer {
    pub mod inner {
        pub use iron_session::*;
    }

    #[derive(super::vendor::session::IronSession)]
    #[iron(crate = super::vendor::session)]
    pub struct Relative {
        visits: u32,
    }
}

#[derive(vendor::session::IronSession)]
#[iron(crate = crate::vendor::session)]
struct FromRoot {
    visits: u32,
    name: Option<String>,
}

#[derive(vendor::session::IronSession)]
#[iron(crate = "crate::outer::inner", cookie = "visit", same_site = "strict", priority = "low")]
struct AsText<T> {
    items: Vec<T>,
}

#[derive(iron_session::IronSession)]
#[iron(crate = ::iron_session)]
struct Global {
    visits: u32,
}

#[derive(vendor::session::IronSession)]
#[iron(crate = vendor::session)]
struct Bare {
    visits: u32,
}

macro_rules! session {
    ($name:ident) => {
        #[derive($crate::vendor::session::IronSession)]
        #[iron(crate = $crate::vendor::session)]
        struct $name {
            visits: u32,
        }
    };
}

session!(ByMacro);

fn main() {
    use vendor::session::IronSession;

    assert_eq!(FromRoot::default().name(), None);
    assert_eq!(FromRoot::default().visits(), 0);
    assert!(AsText::<u8>::default().items().is_empty());
    assert_eq!(AsText::<u8>::CONFIG.cookie(), "visit");
    assert_eq!(outer::Relative::MEMBERS, ["visits"]);
    assert_eq!(
        (Global::MEMBERS, Bare::MEMBERS, ByMacro::MEMBERS),
        (&["visits"][..], &["visits"][..], &["visits"][..])
    );
}
