const _: () = {
    ::iron_session::__private::assert_cookie({
        const __VALUE: &'static ::core::primitive::str = NAME;
        __VALUE
    });
};
const _: () = {
    ::iron_session::__private::assert_path({
        const __VALUE: &'static ::core::primitive::str = PATH;
        __VALUE
    });
};
const _: () = {
    ::iron_session::__private::assert_domain({
        const __VALUE: &'static ::core::primitive::str = DOMAIN;
        __VALUE
    });
};
const _: () = {
    ::iron_session::__private::assert_max_age({
        const __VALUE: ::core::time::Duration = MAX_AGE;
        __VALUE
    });
};
const _: () = {
    ::iron_session::__private::assert_cookie({
        const __VALUE: &'static ::core::primitive::str = NAME;
        __VALUE
    });
    ::iron_session::__private::assert_relations(
        ::iron_session::Config::new({
                const __VALUE: &'static ::core::primitive::str = NAME;
                __VALUE
            })
            .secure(true)
            .http_only(false),
    );
};
const _: () = {
    ::iron_session::__private::assert_domain({
        const __VALUE: &'static ::core::primitive::str = DOMAIN;
        __VALUE
    });
    ::iron_session::__private::assert_cookie({
        const __VALUE: &'static ::core::primitive::str = NAME;
        __VALUE
    });
    ::iron_session::__private::assert_relations(
        ::iron_session::Config::new({
                const __VALUE: &'static ::core::primitive::str = NAME;
                __VALUE
            })
            .domain({
                const __VALUE: &'static ::core::primitive::str = DOMAIN;
                __VALUE
            }),
    );
};
const _: () = {
    ::iron_session::__private::assert_path({
        const __VALUE: &'static ::core::primitive::str = PATH;
        __VALUE
    });
    ::iron_session::__private::assert_cookie({
        const __VALUE: &'static ::core::primitive::str = NAME;
        __VALUE
    });
    ::iron_session::__private::assert_relations(
        ::iron_session::Config::new({
                const __VALUE: &'static ::core::primitive::str = NAME;
                __VALUE
            })
            .path({
                const __VALUE: &'static ::core::primitive::str = PATH;
                __VALUE
            }),
    );
};
const _: () = {
    ::iron_session::__private::assert_max_age({
        const __VALUE: ::core::time::Duration = MAX_AGE;
        __VALUE
    });
    ::iron_session::__private::assert_relations(
        ::iron_session::Config::new({
                const __VALUE: &'static ::core::primitive::str = NAME;
                __VALUE
            })
            .no_absolute_timeout()
            .max_age({
                const __VALUE: ::core::time::Duration = MAX_AGE;
                __VALUE
            }),
    );
};
const _: () = {
    ::iron_session::__private::assert_max_age({
        const __VALUE: ::core::time::Duration = MAX_AGE;
        __VALUE
    });
    ::iron_session::__private::assert_relations(
        ::iron_session::Config::new({
                const __VALUE: &'static ::core::primitive::str = NAME;
                __VALUE
            })
            .refresh_after(::core::time::Duration::from_secs(86400u64))
            .max_age({
                const __VALUE: ::core::time::Duration = MAX_AGE;
                __VALUE
            }),
    );
};
#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces, unreachable_pub)]
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
    pub fn reset_count(&mut self) {
        ::core::mem::swap(
            &mut self.count,
            &mut <Self as ::core::default::Default>::default().count,
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
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronSession for Visit {
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new({
            const __VALUE: &'static ::core::primitive::str = NAME;
            __VALUE
        })
        .max_age({
            const __VALUE: ::core::time::Duration = MAX_AGE;
            __VALUE
        })
        .refresh_after(::core::time::Duration::from_secs(86400u64))
        .no_absolute_timeout()
        .path({
            const __VALUE: &'static ::core::primitive::str = PATH;
            __VALUE
        })
        .domain({
            const __VALUE: &'static ::core::primitive::str = DOMAIN;
            __VALUE
        })
        .persistent(false)
        .secure(true)
        .http_only(false)
        .partitioned(true)
        .no_store(true)
        .same_site(::iron_session::SameSite::None)
        .priority(::iron_session::Priority::High);
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["count"];
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::write(__out, ",\"count\":", &self.count)?;
        ::core::result::Result::Ok(())
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::read(__source, ",\"count\":", &mut self.count)?;
        ::core::result::Result::Ok(())
    }
}
