"""Who exists: organisations by credit code, industries, the shape of lifecycles and of the trail."""
