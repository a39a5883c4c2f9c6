// The parts of which operations.c makes its list.
#pragma once

#include "operations.h"

// items.c
bool send_one_row(struct client *client);
bool send_batch_100(struct client *client);
bool send_rows_100k(struct client *client);
bool send_rows_300k(struct client *client);
void receive_items(struct client *client, int statement, const PGresult *result);
bool send_copy_items(struct client *client);
bool copy_items(struct client *client);

// techempower.c
bool send_db(struct client *client);
bool send_queries(struct client *client);
bool send_queries_batch(struct client *client);
bool send_updates(struct client *client);
bool send_updates_batch(struct client *client);
void receive_world(struct client *client, int statement, const PGresult *result);
bool send_fortunes(struct client *client);
void receive_fortunes(struct client *client, int statement, const PGresult *result);

// magicstack.c
bool send_types(struct client *client);
void receive_types(struct client *client, int statement, const PGresult *result);
bool send_series(struct client *client);
bool send_without_parameters(struct client *client);
void receive_integers(struct client *client, int statement, const PGresult *result);
void receive_binary_values(struct client *client, int statement, const PGresult *result);
void receive_arrays(struct client *client, int statement, const PGresult *result);
bool send_inserts(struct client *client);
bool send_copy_inserted(struct client *client);
bool copy_inserted(struct client *client);

// scoped.c
bool send_scoped(struct client *client);
void receive_scoped(struct client *client, int statement, const PGresult *result);
