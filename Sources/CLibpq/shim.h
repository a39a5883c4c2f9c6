#pragma once
#include <libpq-fe.h>
// Swift's Glibc module leaves these two out; the event loop of Postgres waits with them.
#include <sys/epoll.h>
#include <sys/eventfd.h>
