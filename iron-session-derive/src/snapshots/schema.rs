#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Visit {
    /// The session's `count`.
    pub fn count(&self) -> u32 {
        self.count
    }
    /// Sets the session's `count`.
    pub fn set_count(&mut self, value: u32) {
        self.count = value;
    }
    /// Borrows mutably the session's `count`.
    pub fn count_mut(&mut self) -> &mut u32 {
        &mut self.count
    }
    /// Resets the session's `count`.
    pub fn reset_count(&mut self)
    where
        for<'__any> Self: ::core::default::Default,
    {
        self.count = <Self as ::core::default::Default>::default().count;
    }
}
const _: () = {
    vendor::session::__private::assert_newer(
        2u16,
        <VisitV1 as vendor::session::IronSession>::SCHEMA,
    );
};
#[automatically_derived]
#[allow(deprecated)]
impl vendor::session::IronSession for Visit {
    const CONFIG: vendor::session::Config = vendor::session::Config::new(
            "__Host-session",
        )
        .id(true);
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["count"];
    type Subject = vendor::session::NoSubject;
    const SCHEMA: ::core::primitive::u16 = 2u16;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    fn read_older(
        __sealed: ::core::primitive::u16,
        __json: &[::core::primitive::u8],
        __now: ::core::primitive::u64,
    ) -> ::core::result::Result<Self, vendor::session::Rejection> {
        use vendor::session::__private::migrate as __migrate;
        let _ = <VisitV1 as vendor::session::IronSession>::SCHEMA;
        __migrate::<VisitV1, Self>(__sealed, __json, __now)
    }
    #[inline]
    fn write_members(
        &self,
        __out: &mut vendor::session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), vendor::session::__private::JsonError> {
        type __Codec<__T> = vendor::session::__private::Codec<__T>;
        __Codec::<_>::write(__out, ",\"count\":", &self.count)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut vendor::session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), vendor::session::__private::Unreadable> {
        type __Codec<__T> = vendor::session::__private::Codec<__T>;
        __Codec::<_>::read(__source, ",\"count\":", &mut self.count)
    }
}
