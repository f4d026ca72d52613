#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Visit {
    /// The session's `count`.
    fn count(&self) -> u32 {
        self.count
    }
    /// Sets the session's `count`.
    fn set_count(&mut self, value: u32) {
        self.count = value;
    }
    /// Borrows mutably the session's `count`.
    fn count_mut(&mut self) -> &mut u32 {
        &mut self.count
    }
    /// Resets the session's `count`.
    fn reset_count(&mut self) {
        self.count = <Self as ::core::default::Default>::default().count;
    }
    /// The session's `rest`.
    fn rest(&self) -> &HashMap<String, Value> {
        &self.rest
    }
    /// Sets the session's `rest`.
    fn set_rest(&mut self, value: HashMap<String, Value>) {
        self.rest = value;
    }
    /// Borrows mutably the session's `rest`.
    fn rest_mut(&mut self) -> &mut HashMap<String, Value> {
        &mut self.rest
    }
    /// Resets the session's `rest`.
    fn reset_rest(&mut self) {
        ::core::mem::swap(
            &mut self.rest,
            &mut <Self as ::core::default::Default>::default().rest,
        );
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Visit {
    #[inline(never)]
    fn default() -> Self {
        Self {
            count: ::iron_session::__private::default_member::<u32>(),
            rest: ::iron_session::__private::default_member::<HashMap<String, Value>>(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronSession for Visit
where
    for<'__any> Visit: ::core::marker::Send + ::core::marker::Sync,
{
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-session");
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["count"];
    type Subject = ::iron_session::NoSubject;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    const FLATTENED: ::core::option::Option<&'static ::core::primitive::str> = ::core::option::Option::Some(
        "rest",
    );
    fn read_rest(
        &mut self,
        __rest: ::iron_session::__private::Rest,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Checked::<_, Value>::read_rest_or_default(__rest, &mut self.rest)
    }
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Codec::<_>::write(__out, ",\"count\":", &self.count)?;
        __out
            .sorted(
                const {
                    &::iron_session::__private::Order::Sorted(
                        &::iron_session::__private::Order::Kept,
                    )
                },
                |__out| __Checked::<
                    _,
                    Value,
                >::write_rest(
                    __out,
                    "rest",
                    <Self as ::iron_session::IronSession>::MEMBERS,
                    <Self as ::iron_session::IronSession>::ALIASES,
                    &self.rest,
                ),
            )
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::read(__source, ",\"count\":", &mut self.count)
    }
}
