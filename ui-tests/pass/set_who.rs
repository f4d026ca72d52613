mod elsewhere {
    use iron_session::{Expiring, IronSession};

    #[derive(IronSession)]
    pub struct Visit {
        #[iron(set = false)]
        visits: u32,
        #[iron(set = pub(crate))]
        user: Option<u64>,
        #[iron(set = pub(self) rename_to, get = shown_name)]
        name: String,
        #[iron(set = pub(in crate::elsewhere))]
        tags: Vec<String>,
        #[iron(set = false, flash)]
        notice: Option<String>,
        #[iron(set = pub(crate) confirm, lifetime = "1h")]
        sudo: Expiring<u64>,
    }

    impl Visit {
        pub fn sign_in(&mut self, name: &str) {
            self.rename_to(name);
            self.tags_mut().push(name.to_owned());
            self.visits += 1;
            self.notice = Some("welcome".to_owned());
        }
    }
}

fn main() {
    let mut visit = elsewhere::Visit::default();
    visit.put_user(Some(7));
    visit.confirm(1);
    visit.sign_in("a");
    assert_eq!((visit.visits(), visit.user(), visit.shown_name(), visit.tags().len()), (1, Some(7), "a", 1));
    assert_eq!((visit.take_notice().as_deref(), visit.sudo()), (Some("welcome"), Some(&1)));
}
