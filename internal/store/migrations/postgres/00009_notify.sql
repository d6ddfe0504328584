-- +goose Up
-- Every event wakes the other nodes, when its transaction is through.
-- +goose StatementBegin
CREATE FUNCTION notify_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY qalam_events;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER events_notify AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION notify_event();
