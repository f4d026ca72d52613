use iron_session::{IronSession, Keyring};

mod data {
    use iron_session::IronSession;

    pub mod deep {
        #[derive(iron_session::IronSession)]
        pub(in crate::data) struct InPath {
            visits: u32,
        }

        #[derive(iron_session::IronSession)]
        pub(super) struct Super {
            visits: u32,
        }
    }

    // The fields stay private. Handlers in other modules use the accessors.
    #[derive(IronSession)]
    pub struct Public {
        visits: u32,
        theme: Theme,
    }

    #[derive(IronSession)]
    pub(crate) struct Restricted {
        visits: u32,
    }

    #[derive(Clone, Copy, Default, serde::Deserialize, serde::Serialize)]
    struct Theme;

    pub fn sum() -> u32 {
        let Theme = Public::default().theme();
        deep::InPath::default().visits() + deep::Super::default().visits()
    }
}

fn main() {
    // The derive also works inside a function.
    #[derive(IronSession)]
    struct Local {
        visits: u32,
    }

    let mut public = data::Public::default();
    public.set_visits(7);
    assert_eq!(public.visits() + data::Restricted::default().visits() + data::sum(), 7);
    assert_eq!(Local::default().visits(), 0);
    let _ = Keyring::generate().map(|keys| Local::load(&http::HeaderMap::new(), &keys).visits());
}
