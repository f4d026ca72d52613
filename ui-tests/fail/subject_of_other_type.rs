use iron_session::{IronSession, NoSubject};

#[derive(IronSession)]
#[iron(id, subject = user_id)]
struct SessionData {
    user_id: Option<u64>,
}

#[derive(IronSession)]
struct Visit {
    count: u32,
}

fn end_all<T: IronSession>(_subject: &T::Subject) {}

fn main() {
    end_all::<SessionData>("7");
    end_all::<Visit>(&7);
    let _: NoSubject = NoSubject;
}
