"""Where the parts are put together: settings, root addresses, server and job queue."""
