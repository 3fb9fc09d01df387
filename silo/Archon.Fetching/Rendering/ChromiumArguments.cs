namespace Archon.Fetching.Rendering;

/// <summary>How Chromium is started. What keeps it from opening a socket past its proxy is listed first.</summary>
internal static class ChromiumArguments
{
    public static readonly string[] All =
    [
        // No name is resolved by the browser, prefetching included: a proxy is named by its address.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--dns-prefetch-disable",
        // No UDP: HTTP/3, WebRTC.
        "--disable-quic",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",

        // Nothing of its own to say to anybody.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-domain-reliability",
        "--no-pings",

        // Nothing is looked at: only the document is wanted.
        "--blink-settings=imagesEnabled=false",
        "--disable-remote-fonts",
        "--mute-audio",
        "--disable-gpu",

        // Of the last two, the first starts a process ahead for every page, which is thrown away again, and the second makes a new frame for it. The others
        // are what Playwright switches off, which a second list of features would switch on again.
        "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,DialMediaRouteProvider,GlobalMediaControls,HttpsUpgrades,LensOverlay,"
            + "MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,BlockOriginHeaderModificationOnRedirect,AvoidCorsURLLoaderRestartOnRedirect,Translate,AutoDeElevate,"
            + "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,SpareRendererForSitePerProcess,RenderDocument",

        // A page that wants more than this is a fault, and shall end in its own process.
        "--js-flags=--max-old-space-size=512",
    ];
}
